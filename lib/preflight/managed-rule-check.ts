import { elementPath, memberPath } from '../errors';
import type { SkipRule } from '../exceptions';
import { isLiveList, isLiveObject, type LiveObject } from '../api-client';
import { type Finding, type Loss, refused } from './carried/loss';

/**
 * The managed rules that exceptions name and that their ruleset does not have (any more): Cloudflare removes rules with
 * its releases, and refuses a write that names one it does not know.
 *
 * @param read Reads a managed ruleset of the zone; `undefined` if the zone has none with this id.
 */
export async function missingManagedRules(
  exceptions: readonly SkipRule[],
  read: (rulesetId: string) => Promise<LiveObject | undefined>,
): Promise<readonly Finding[]> {
  const rulesetIds = new Set(exceptions.flatMap((rule) => Object.keys(rule.action_parameters.rules ?? {})));
  const known = new Map<string, ReadonlySet<string> | undefined>();
  for (const id of rulesetIds) known.set(id, ruleIds(await read(id)));
  return exceptions.flatMap(({ ref, description, action_parameters: { rules = {} } }) => {
    const rule = { ref, description };
    return Object.entries(rules)
      .flatMap(([rulesetId, ids]) => missingOf(rulesetId, ids, known.get(rulesetId)))
      .map((loss) => ({ ...loss, rule }));
  });
}

function missingOf(
  rulesetId: string,
  ids: readonly string[],
  existing: ReadonlySet<string> | undefined,
): readonly Loss[] {
  const path = memberPath('action_parameters.rules', rulesetId);
  if (existing === undefined) {
    return [
      refused(path, ids, 'Cloudflare would refuse the write: the zone has no managed ruleset with this id'),
    ];
  }
  return ids.flatMap((id, index) => (existing.has(id) ? [] : [missingRule(elementPath(path, index), id)]));
}

function missingRule(path: string, id: string): Loss {
  return refused(path, id, 'Cloudflare would refuse the write: the managed ruleset has no rule with this id');
}

function ruleIds(ruleset: LiveObject | undefined): ReadonlySet<string> | undefined {
  if (ruleset === undefined) return undefined;
  const rules = ruleset['rules'] ?? [];
  const ids = isLiveList(rules) ? rules.map((rule) => (isLiveObject(rule) ? rule['id'] : undefined)) : [];
  return new Set(ids.filter((id) => typeof id === 'string'));
}
