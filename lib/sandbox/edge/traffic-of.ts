import type { HttpRequest, SecurityEvent, Traffic, Zone } from '../cloudflare-api';
import type { ClientRequest } from './client-request';
import type { Decision, Match } from './decision';
import { COLO } from './ray-id';

/** What the request became. */
export interface Handled {
  readonly zone: Zone;
  readonly request: ClientRequest;
  readonly decision: Decision;
  readonly rayId: string;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly edgeStatus: number;
  /** 0 where the origin was not asked, and where it did not answer. */
  readonly originStatus: number;
  readonly contentType: string;
  /** Bytes of the answer's body; 0 if that is not known. */
  readonly size: number;
}

/** The request, and a Security Event for each match. What a sandbox cannot know of a client is said to be unknown. */
export function trafficOf(handled: Handled): Traffic {
  const { matches } = handled.decision;
  return {
    events: matches.map((match, place) => eventOf(match, matches.length - 1 - place, handled)),
    requests: [requestOf(handled)],
  };
}

function eventOf(match: Match, matchIndex: number, handled: Handled): SecurityEvent {
  const { action, description, metadata, ...rule } = match;
  return {
    ...clientOf(handled),
    ...refererParts(handled.request),
    ...rule,
    action: eventAction(action),
    description: cut(description),
    kind: 'firewall',
    originatorRayName: '00',
    matchIndex,
    metadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    edgeColoName: COLO,
    wafAttackScoreClass: '',
  };
}

function requestOf(handled: Handled): HttpRequest {
  const { request, decision, endedAt, contentType, size } = handled;
  const last = decision.stop === undefined ? undefined : decision.matches.at(-1);
  return {
    ...clientOf(handled),
    endDatetime: new Date(endedAt).toISOString(),
    clientDeviceType: 'desktop',
    clientRefererHost: refererParts(request).clientRefererHost,
    clientRequestReferer: refererOf(request),
    clientSSLProtocol: request.ssl ? 'TLSv1.3' : 'none',
    cacheStatus: 'dynamic',
    edgeResponseContentTypeName: (contentType.split(';')[0] ?? '').trim(),
    coloCode: COLO,
    requestSource: 'eyeball',
    securityAction: last === undefined ? 'unknown' : eventAction(last.action),
    securitySource: last?.source ?? 'unknown',
    clientRequestBytes: request.body.length,
    edgeResponseBytes: size,
  };
}

/** What both get. */
function clientOf({ zone, request, rayId, startedAt, edgeStatus, originStatus }: Handled) {
  const mark = request.target.indexOf('?');
  return {
    zoneTag: zone.id,
    datetime: new Date(startedAt).toISOString(),
    rayName: rayId,
    clientIP: request.ip,
    clientIPClass: 'unknown',
    clientAsn: '0',
    clientASNDescription: '',
    clientCountryName: 'XX',
    clientRequestHTTPHost: request.host,
    clientRequestHTTPMethodName: request.method,
    clientRequestHTTPProtocol: request.version,
    clientRequestPath: mark < 0 ? request.target : request.target.slice(0, mark),
    clientRequestQuery: mark < 0 ? '' : request.target.slice(mark),
    clientRequestScheme: request.ssl ? 'https' : 'http',
    userAgent: request.userAgent,
    edgeResponseStatus: edgeStatus,
    originResponseStatus: originStatus,
  };
}

function refererOf({ headers }: ClientRequest): string {
  return headers.find(([name]) => name.toLowerCase() === 'referer')?.[1] ?? '';
}

/** The parts of the Referer header; all empty if it is no URL. */
function refererParts(request: ClientRequest) {
  const referer = refererOf(request);
  const url = URL.canParse(referer) ? new URL(referer) : undefined;
  return {
    clientRefererHost: url?.hostname ?? '',
    clientRefererPath: url?.pathname ?? '',
    clientRefererQuery: url?.search ?? '',
    clientRefererScheme: url?.protocol.slice(0, -1) ?? '',
  };
}

/** How events spell an action: `js_challenge` is the one that they spell otherwise than rules. */
function eventAction(action: string): string {
  return action === 'js_challenge' ? 'jschallenge' : action;
}

/** Cloudflare keeps the first 128 bytes of a rule's description; half a character is left out. */
function cut(description: string): string {
  const bytes = Buffer.from(description).subarray(0, 128);
  return new TextDecoder().decode(bytes, { stream: true });
}
