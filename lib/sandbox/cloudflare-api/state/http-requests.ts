/**
 * A request that a zone's edge answered: what `httpRequestsAdaptive` and Logpush's `http_requests` tell of it. Texts are
 * spelled as in GraphQL.
 *
 * @see https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/
 */
export interface HttpRequest {
  /** The zone; no field of the dataset, but what a query selects by. */
  readonly zoneTag: string;
  /** When the edge got it; with milliseconds, GraphQL shows seconds. */
  readonly datetime: string;
  /** When the edge had decided or the origin had answered. */
  readonly endDatetime: string;
  readonly rayName: string;
  readonly clientIP: string;
  readonly clientIPClass: string;
  readonly clientAsn: string;
  readonly clientASNDescription: string;
  readonly clientCountryName: string;
  readonly clientDeviceType: string;
  readonly clientRefererHost: string;
  readonly clientRequestHTTPHost: string;
  readonly clientRequestHTTPMethodName: string;
  readonly clientRequestHTTPProtocol: string;
  /** As the client sent it. */
  readonly clientRequestPath: string;
  /** With the `?`, or empty. */
  readonly clientRequestQuery: string;
  readonly clientRequestReferer: string;
  readonly clientRequestScheme: string;
  readonly clientSSLProtocol: string;
  readonly userAgent: string;
  readonly cacheStatus: string;
  readonly edgeResponseStatus: number;
  readonly edgeResponseContentTypeName: string;
  /** 0 where the origin was not asked, and where it did not answer. */
  readonly originResponseStatus: number;
  readonly coloCode: string;
  readonly requestSource: string;
  /** Of the rule that ended the request; `unknown` if none did. */
  readonly securityAction: string;
  readonly securitySource: string;
  /** Bytes of the body that the client sent. */
  readonly clientRequestBytes: number;
  /** Bytes of the body, as far as the answer said. */
  readonly edgeResponseBytes: number;
}
