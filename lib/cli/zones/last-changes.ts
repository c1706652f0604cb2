import { type CloudflareReader, isLiveList, isLiveObject, type LiveObject } from '../../api-client';
import type { LastChange } from '../../status';

/** A reader that keeps when the rulesets and rules that pass through it were last changed, by their ids. */
export function withLastChanges(reader: CloudflareReader): {
  readonly reader: CloudflareReader;
  readonly changes: ReadonlyMap<string, LastChange>;
} {
  const changes = new Map<string, LastChange>();
  const keep = ({ id = null, last_updated: changed = null, version = null }: LiveObject): void => {
    const at = typeof changed === 'string' ? Date.parse(changed) : Number.NaN;
    if (typeof id !== 'string' || Number.isNaN(at)) return;
    changes.set(id, { at, version: typeof version === 'string' ? version : undefined });
  };
  return {
    changes,
    reader: {
      ...reader,
      async ruleset(zoneId, rulesetId) {
        const ruleset = await reader.ruleset(zoneId, rulesetId);
        if (ruleset === undefined) return undefined;
        keep(ruleset);
        const rules = ruleset['rules'] ?? null;
        if (isLiveList(rules)) rules.filter(isLiveObject).forEach(keep);
        return ruleset;
      },
    },
  };
}
