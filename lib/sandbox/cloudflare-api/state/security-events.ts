/**
 * A rule that matched a request at the edge: what `firewallEventsAdaptive` and Logpush's `firewall_events` tell of it. Texts
 * are spelled as in GraphQL.
 *
 * @see https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/firewall_events/
 */
export interface SecurityEvent {
  /** The zone; no field of the dataset, but what a query selects by. */
  readonly zoneTag: string;
  readonly action: string;
  readonly source: 'firewallCustom' | 'firewallManaged';
  readonly rulesetId: string;
  readonly ruleId: string;
  readonly ref: string;
  readonly kind: 'firewall';
  readonly description: string;
  /** With milliseconds; GraphQL shows seconds. */
  readonly datetime: string;
  /** The `cf-ray` of the answer without the data centre. */
  readonly rayName: string;
  /** `00` where the request answers no challenge. */
  readonly originatorRayName: string;
  /** 0 for the last rule that matched, 1 for the one before. */
  readonly matchIndex: number;
  readonly metadata: readonly { readonly key: string; readonly value: string }[];
  readonly clientIP: string;
  readonly clientIPClass: string;
  readonly clientAsn: string;
  readonly clientASNDescription: string;
  readonly clientCountryName: string;
  readonly clientRefererHost: string;
  readonly clientRefererPath: string;
  readonly clientRefererQuery: string;
  readonly clientRefererScheme: string;
  readonly clientRequestHTTPHost: string;
  readonly clientRequestHTTPMethodName: string;
  readonly clientRequestHTTPProtocol: string;
  /** As the client sent it. */
  readonly clientRequestPath: string;
  /** With the `?`, or empty. */
  readonly clientRequestQuery: string;
  readonly clientRequestScheme: string;
  readonly userAgent: string;
  readonly edgeResponseStatus: number;
  /** 0 where the origin was not asked. */
  readonly originResponseStatus: number;
  readonly edgeColoName: string;
  readonly wafAttackScoreClass: string;
}
