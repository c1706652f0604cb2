import type { Rule } from '../rulesets';
import type { SkipCount } from './live-zone';
import type { Matches } from './report';

/** Kinds of requests that are listed. */
const MAX_REQUESTS = 5;

/**
 * The matches of a rule. They are found by the rule's id; a rule that was made again has another id and the same `ref`. A
 * description is no key: Cloudflare cuts it, and others may write the same.
 *
 * @param liveIds ids of all rules of the zone: what has one of them is of that rule, whatever its `ref`
 */
export function matchesOf(
  { id, ref }: Rule,
  skips: readonly SkipCount[],
  liveIds: ReadonlySet<string>,
): Matches {
  const own = skips.filter((skip) => {
    if (skip.ruleId !== undefined && liveIds.has(skip.ruleId)) return skip.ruleId === id;
    return ref !== undefined && ref !== '' && skip.ref === ref;
  });
  const days = new Map<string, number>();
  const requests = new Map<string, SkipCount>();
  let total = 0;
  for (const skip of own) {
    total += skip.count;
    days.set(skip.day, (days.get(skip.day) ?? 0) + skip.count);
    const key = JSON.stringify([skip.method, skip.host, skip.path]);
    requests.set(key, { ...skip, count: (requests.get(key)?.count ?? 0) + skip.count });
  }
  const sorted = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  const frequent = [...requests.values()].sort((a, b) => b.count - a.count);
  return {
    total,
    days: sorted.map(([day, count]) => ({ day, count })),
    last: sorted.at(-1)?.[0],
    requests: frequent
      .slice(0, MAX_REQUESTS)
      .map(({ method, host, path, count }) => ({ method, host, path, count })),
    moreRequests: Math.max(0, frequent.length - MAX_REQUESTS),
  };
}
