import { type EventFilter, filterText } from './event-filter';
import { readSettings, type Span, windowsOf } from './event-windows';
import type { GraphqlClient } from './graphql';
import { isLiveList, isLiveObject, type LiveObject } from './live-json';

/** Security Events of a zone, counted by some of their fields. */
export interface GroupQuery extends Span {
  readonly zoneId: string;
  readonly filter: EventFilter;
  /** Fields of events, such as `ruleId`; `date` is the day (UTC). One that the zone does not offer is left out. */
  readonly dimensions: readonly string[];
}

export interface EventGroup {
  /** Estimated by Cloudflare where it samples: it is not multiplied again. */
  readonly count: number;
  readonly dimensions: LiveObject;
}

/** Groups of Security Events. */
export interface GroupAnswer {
  /** The largest first in each window; the windows of a longer time have groups of their own. */
  readonly groups: readonly EventGroup[];
  /** The earliest time that could be asked. */
  readonly from: number;
  readonly isSampled: boolean;
  /** Whether there are more groups than a page of a window holds: the smallest are left out. */
  readonly isCut: boolean;
}

const DATASET = 'firewallEventsAdaptiveGroups';

/**
 * Counts Security Events; `undefined` if the zone's plan has events as rows only, as the Free plan.
 *
 * @throws InputError `cloudflare/...`
 * @see https://developers.cloudflare.com/analytics/graphql-api/sampling/
 */
export async function eventGroups(
  client: GraphqlClient,
  query: GroupQuery,
): Promise<GroupAnswer | undefined> {
  const settings = await readSettings(client, query.zoneId, DATASET);
  if (!settings.isEnabled) return undefined;
  const { from, windows } = windowsOf(settings, query, await client.time());
  const offered = settings.fields?.map((field) => field.replace(/^dimensions[._]/, ''));
  const dimensions = query.dimensions.filter((name) => offered?.includes(name) ?? true);
  const groups: EventGroup[] = [];
  let isSampled = false;
  let isCut = false;
  for (const window of windows) {
    const { text, variables } = filterText(query.filter, window);
    const selection = `${DATASET}(limit: ${settings.maxPageSize}, orderBy: [count_DESC], filter: ${text}) { count avg { sampleInterval } dimensions { ${dimensions.join(' ')} } }`;
    const { [DATASET]: found = null } = await client.zone(query.zoneId, selection, variables);
    const rows = isLiveList(found) ? found.filter(isLiveObject) : [];
    isCut ||= rows.length >= settings.maxPageSize;
    for (const { count = null, avg = null, dimensions: values = null } of rows) {
      isSampled ||= isLiveObject(avg) && Number(avg['sampleInterval'] ?? 1) > 1;
      groups.push({ count: Number(count ?? 0), dimensions: isLiveObject(values) ? values : {} });
    }
  }
  return { groups, from, isSampled, isCut };
}
