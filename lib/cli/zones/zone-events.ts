import { eventGroups, type GraphqlClient, securityEvents } from '../../api-client';
import { collector, eventsOfRows, Fields, securityEvent, type SecurityEvent } from '../../evidence';
import type { Rule } from '../../rulesets';
import { type LiveEvents, type SkipCount, wantedRequests } from '../../status';

const DAY_MS = 86_400_000;

/** Of each window only the newest events that are no skips: that blocks have come back, a part of them shows. */
const MAX_PAGES = 1;

/** The fields by which matches are counted. */
const DIMENSIONS = [
  'date',
  'ruleId',
  'ref',
  'clientRequestHTTPHost',
  'clientRequestHTTPMethodName',
  'clientRequestPath',
];

/**
 * What the Security Events of a zone show of its skip rules.
 *
 * @param now milliseconds since 1970
 * @throws InputError `cloudflare/...`
 */
export async function readZoneEvents(
  client: GraphqlClient,
  zoneId: string,
  rules: readonly Rule[],
  { now, days }: { readonly now: number; readonly days: number },
): Promise<LiveEvents> {
  const span = { from: now - days * DAY_MS, to: now };
  const { skips, ...read } = await readSkips(client, zoneId, span);
  const blocks =
    rules.length === 0 ? { rows: [], isSampled: false } : await readBlocks(client, zoneId, span, rules);
  return {
    skips,
    blocks: eventsOf(blocks.rows),
    lookBack: {
      from: read.from,
      days: (now - read.from) / DAY_MS,
      isSampled: read.isSampled || blocks.isSampled,
      isCut: read.isCut,
    },
  };
}

interface Skips {
  readonly skips: readonly SkipCount[];
  readonly from: number;
  readonly isSampled: boolean;
  readonly isCut: boolean;
}

/** Counted by Cloudflare where the plan has that; otherwise event by event. */
async function readSkips(
  client: GraphqlClient,
  zoneId: string,
  span: { readonly from: number; readonly to: number },
): Promise<Skips> {
  const filter = { action: 'skip' } as const;
  const counted = await eventGroups(client, { zoneId, ...span, filter, dimensions: DIMENSIONS });
  if (counted !== undefined) {
    const skips = counted.groups.map(({ count, dimensions }): SkipCount => {
      const fields = new Fields(dimensions);
      return { ...skipOf(securityEvent(fields, PLACE)), day: fields.text('date') ?? '', count };
    });
    return { ...counted, skips };
  }
  const { rows, ...read } = await securityEvents(client, { zoneId, ...span, ...filter });
  return { ...read, skips: eventsOf(rows).map(skipOf) };
}

const PLACE = { source: 'Cloudflare' };

function skipOf({ ruleId, ref, time, request, sampleInterval }: SecurityEvent): SkipCount {
  const { host = '', method = '', path = '' } = request;
  const day = time === undefined ? '' : new Date(time).toISOString().slice(0, 10);
  return { ruleId, ref, day, host, method, path, count: sampleInterval };
}

async function readBlocks(
  client: GraphqlClient,
  zoneId: string,
  span: { readonly from: number; readonly to: number },
  rules: readonly Rule[],
) {
  const requests = wantedRequests(rules);
  return securityEvents(client, {
    zoneId,
    ...span,
    exceptAction: 'skip',
    maxPages: MAX_PAGES,
    ...(requests !== undefined && { requests }),
  });
}

/** Windows of time overlap in a moment: an event that two of them have counts once. */
function eventsOf(rows: readonly object[]): readonly SecurityEvent[] {
  const { visitor, evidence } = collector();
  for (const event of eventsOfRows(rows)) visitor.event(event);
  return evidence().events;
}
