import type { JsonObject } from '../json';
import type { HttpRequest } from '../state/http-requests';
import type { SecurityEvent } from '../state/security-events';

/**
 * An event as a row of Logpush's `firewall_events`, with actions and sources in lower case and in one word.
 *
 * @see https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/firewall_events/
 */
export function firewallEvent(event: SecurityEvent): JsonObject {
  return {
    Action: event.action.replaceAll('_', '').toLowerCase(),
    ClientASN: Number(event.clientAsn),
    ClientASNDescription: event.clientASNDescription,
    ClientCountry: event.clientCountryName.toLowerCase(),
    ClientIP: event.clientIP,
    ClientIPClass: event.clientIPClass,
    ClientRefererHost: event.clientRefererHost,
    ClientRefererPath: event.clientRefererPath,
    ClientRefererQuery: event.clientRefererQuery,
    ClientRefererScheme: event.clientRefererScheme,
    ClientRequestHost: event.clientRequestHTTPHost,
    ClientRequestMethod: event.clientRequestHTTPMethodName,
    ClientRequestPath: event.clientRequestPath,
    ClientRequestProtocol: event.clientRequestHTTPProtocol,
    ClientRequestQuery: event.clientRequestQuery,
    ClientRequestScheme: event.clientRequestScheme,
    ClientRequestUserAgent: event.userAgent,
    Datetime: rfc3339(event.datetime),
    Description: event.description,
    EdgeColoCode: event.edgeColoName,
    EdgeResponseStatus: event.edgeResponseStatus,
    Kind: event.kind,
    MatchIndex: event.matchIndex,
    Metadata: Object.fromEntries(event.metadata.map(({ key, value }) => [key, value])),
    OriginResponseStatus: event.originResponseStatus,
    OriginatorRayID: event.originatorRayName,
    RayID: event.rayName,
    Ref: event.ref,
    RuleID: event.ruleId,
    Source: event.source.toLowerCase(),
  };
}

/**
 * A request as a row of Logpush's `http_requests`, with the actions and sources of its events in parallel lists.
 *
 * @param events all that the request left, in the order in which their rules matched
 * @see https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/
 */
export function httpRequest(request: HttpRequest, events: readonly SecurityEvent[]): JsonObject {
  const last = request.securityAction === 'unknown' ? undefined : events.at(-1);
  return {
    CacheCacheStatus: request.cacheStatus,
    ClientASN: Number(request.clientAsn),
    ClientCountry: request.clientCountryName.toLowerCase(),
    ClientDeviceType: request.clientDeviceType,
    ClientIP: request.clientIP,
    ClientIPClass: request.clientIPClass,
    ClientRequestBytes: request.clientRequestBytes,
    ClientRequestHost: request.clientRequestHTTPHost,
    ClientRequestMethod: request.clientRequestHTTPMethodName,
    ClientRequestPath: request.clientRequestPath,
    ClientRequestProtocol: request.clientRequestHTTPProtocol,
    ClientRequestReferer: request.clientRequestReferer,
    ClientRequestScheme: request.clientRequestScheme,
    ClientRequestSource: request.requestSource,
    ClientRequestURI: `${request.clientRequestPath}${request.clientRequestQuery}`,
    ClientRequestUserAgent: request.userAgent,
    ClientSSLProtocol: request.clientSSLProtocol,
    EdgeColoCode: request.coloCode,
    EdgeEndTimestamp: rfc3339(request.endDatetime),
    EdgeRequestHost: request.originResponseStatus === 0 ? '' : request.clientRequestHTTPHost,
    EdgeResponseBodyBytes: request.edgeResponseBytes,
    EdgeResponseBytes: request.edgeResponseBytes,
    EdgeResponseContentType: request.edgeResponseContentTypeName,
    EdgeResponseStatus: request.edgeResponseStatus,
    EdgeStartTimestamp: rfc3339(request.datetime),
    OriginResponseStatus: request.originResponseStatus,
    ParentRayID: '00',
    RayID: request.rayName,
    SecurityAction: last === undefined ? '' : camelCase(last.action),
    SecurityActions: events.map(({ action }) => camelCase(action)),
    SecurityRuleDescription: last?.description ?? '',
    SecurityRuleID: last?.ruleId ?? '',
    SecurityRuleIDs: events.map(({ ruleId }) => ruleId),
    SecuritySources: events.map(({ source }) => source),
  };
}

/** The default of the dashboard: in whole seconds. */
function rfc3339(datetime: string): string {
  return `${datetime.slice(0, 19)}Z`;
}

/** `managed_challenge` is `managedChallenge` here. */
function camelCase(action: string): string {
  return action.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
