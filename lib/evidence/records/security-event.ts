import type { Place, SecurityEvent } from '../evidence';
import { normalAction, normalSource } from '../spelling/names';
import { normalRay } from '../spelling/ray';
import { normalTime } from '../spelling/time';
import { isEventSource } from '../../cloudflare';
import { Fields, isOriginRecord, statusOf } from './fields';
import { requestFacts } from './request-facts';

/**
 * Whether the members are those of a Security Event, in any spelling. An application's log has an action too, which may be
 * called `block`: Rails has the method of the controller there. It has a plain status and path beside it, as no event does.
 */
export function isSecurityEvent(fields: Fields): boolean {
  if (!fields.has('action')) return false;
  return isOriginRecord(fields)
    ? isEventSource(normalSource(fields.text('source') ?? ''))
    : fields.has('source', 'ruleid', 'rulesetid', 'rayname', 'rayid');
}

/**
 * A Security Event of GraphQL, the dashboard's export, Logpush or Log Explorer; also a group of GraphQL, which is an event
 * without a ray that stands for as many as it counts.
 */
export function securityEvent(fields: Fields, place: Place): SecurityEvent {
  return {
    place,
    ray: normalRay(fields.text('rayid', 'rayname')),
    time: timeOf(fields),
    action: normalAction(fields.text('action') ?? 'unknown'),
    source: normalSource(fields.text('source') ?? 'unknown'),
    rulesetId: fields.text('rulesetid'),
    ruleId: fields.text('ruleid'),
    ref: fields.text('ref'),
    description: fields.text('description', 'rulemessage'),
    matchIndex: fields.number('matchindex'),
    request: requestFacts(fields),
    originStatus: statusOf(fields.number('originresponsestatus')),
    edgeStatus: statusOf(fields.number('edgeresponsestatus')),
    sampleInterval: sampleInterval(fields),
    attackScore: attackScore(fields),
    attackClass: fields.text('wafattackscoreclass')?.toLowerCase(),
    metadata: metadataOf(fields),
    originatorRay: parentRay(fields.text('originatorrayid', 'originatorrayname')),
  };
}

/** The ray of another request; of a visitor's own request it is `00` in Logpush. */
export function parentRay(text: string | undefined): string | undefined {
  return text === undefined || /^0+$/.test(text) ? undefined : normalRay(text);
}

const TIMES = ['datetime', 'timestamp', 'occurredat', 'edgestarttimestamp'];

export function timeOf(fields: Fields): number | undefined {
  return normalTime(fields.value(...TIMES));
}

/** How many a row stands for; 1 where nothing was sampled, or nothing is said. */
export function sampleInterval(fields: Fields): number {
  const interval = Math.round(fields.number('sampleinterval') ?? 1);
  return Number.isSafeInteger(interval) ? Math.max(1, interval) : 1;
}

/** 0 stands for a request that was not scored. */
export function attackScore(fields: Fields): number | undefined {
  const score = fields.number('wafattackscore');
  return score === undefined || score < 1 || score > 99 ? undefined : score;
}

/** GraphQL writes a list of pairs, Logpush an object. */
function metadataOf(fields: Fields): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  const pairs = fields.list('metadata');
  if (pairs.length > 0) {
    for (const pair of pairs) {
      if (typeof pair !== 'object' || pair === null) continue;
      const { key, value } = pair as { readonly key?: unknown; readonly value?: unknown };
      if (typeof key === 'string') metadata.set(key, textOf(value));
    }
    return metadata;
  }
  for (const [key, value] of Object.entries(fields.object('metadata') ?? {}))
    metadata.set(key, textOf(value));
  return metadata;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value ?? null);
  } catch {
    // Deeper than the stack: no value of Cloudflare's.
    return '';
  }
}

/** Rows of Cloudflare's API, each once. */
export function eventsOfRows(rows: readonly object[]): readonly SecurityEvent[] {
  return rows.map((row) => securityEvent(new Fields(row), { source: 'Cloudflare' }));
}
