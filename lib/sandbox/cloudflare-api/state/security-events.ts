import type { State } from './state';

/**
 * A decision of the edge, with the fields of the dataset `firewallEventsAdaptive`.
 *
 * @see https://developers.cloudflare.com/analytics/graphql-api/features/data-sets/
 */
export interface SecurityEvent {
  /** The zone; no field of the dataset, but what a query selects by. */
  readonly zoneTag: string;
  readonly action: string;
  readonly source: 'firewallCustom' | 'firewallManaged';
  readonly rulesetId: string;
  readonly ruleId: string;
  readonly kind: 'firewall';
  readonly description: string;
  readonly datetime: string;
  /** The `cf-ray` of the answer without the data centre. */
  readonly rayName: string;
  /** 0 for what decided, from 1 for the other matches of the same request. */
  readonly matchIndex: number;
  readonly metadata: readonly { readonly key: string; readonly value: string }[];
  readonly clientIP: string;
  readonly clientIPClass: string;
  readonly clientAsn: string;
  readonly clientASNDescription: string;
  readonly clientCountryName: string;
  readonly clientRequestHTTPHost: string;
  readonly clientRequestHTTPMethodName: string;
  readonly clientRequestHTTPProtocol: string;
  /** As the client sent it. */
  readonly clientRequestPath: string;
  /** With the `?`, or empty. */
  readonly clientRequestQuery: string;
  readonly userAgent: string;
  readonly edgeResponseStatus: number;
  /** 0 where the origin was not asked. */
  readonly originResponseStatus: number;
  readonly edgeColoName: string;
  readonly wafAttackScoreClass: string;
}

/** A sandbox is no archive: of more events the oldest are forgotten. */
export const MAX_EVENTS = 5000;

export function withEvents(state: State, added: readonly SecurityEvent[]): State {
  return added.length === 0 ? state : { ...state, events: [...state.events, ...added].slice(-MAX_EVENTS) };
}
