import type { SecurityEvent, Zone } from '../cloudflare-api';
import type { ClientRequest } from './client-request';
import type { Match } from './decision';
import { COLO } from './ray-id';

/** What the request became. */
export interface Handled {
  readonly zone: Zone;
  readonly request: ClientRequest;
  readonly rayId: string;
  readonly edgeStatus: number;
  /** 0 where the origin was not asked. */
  readonly originStatus: number;
}

/** A Security Event for each match. What a sandbox cannot know of a client is said to be unknown. */
export function securityEventsOf(matches: readonly Match[], handled: Handled): readonly SecurityEvent[] {
  const { zone, request, rayId, edgeStatus, originStatus } = handled;
  const mark = request.target.indexOf('?');
  const datetime = new Date().toISOString();
  return matches.map(({ metadata = {}, description, ...match }, matchIndex) => ({
    zoneTag: zone.id,
    ...match,
    description: cut(description),
    kind: 'firewall',
    datetime,
    rayName: rayId,
    matchIndex,
    metadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
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
    userAgent: request.userAgent,
    edgeResponseStatus: edgeStatus,
    originResponseStatus: originStatus,
    edgeColoName: COLO,
    wafAttackScoreClass: '',
  }));
}

/** Cloudflare keeps the first 128 bytes of a rule's description; half a character is left out. */
function cut(description: string): string {
  const bytes = Buffer.from(description).subarray(0, 128);
  return new TextDecoder().decode(bytes, { stream: true });
}
