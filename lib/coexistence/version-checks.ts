import { docsPage } from '../errors';
import { type EntryPointSpec, entryPointTitle } from './entry-point-spec';
import { readVersion } from './live-rules';
import { expression, type TerraformObject } from './terraform-text';
import { entryPointKey, zoneIdValue, zoneKey, zoneProvider, type ZoneReference } from './zone-address';

/**
 * Before anything of a stack is written, every entry point of a zone that it writes to is read once more. All writes,
 * those of lists too, depend on all of these reads: either each of them goes on or none does.
 */

/** Preconditions of every resource of the stack that Cloudflare learns of: rulesets and lists. */
export const WRITE_CONDITIONS: readonly TerraformObject[] = [
  {
    condition: expression('length(local.waf_changed) == 0'),
    error_message:
      'Someone else changed ${join(" and ", local.waf_changed)} after this plan was made. Nothing was written: plan again.',
  },
  {
    condition: expression('length(local.waf_incomplete) == 0'),
    error_message:
      'Cloudflare gave no complete answer for ${join(" and ", local.waf_incomplete)} when they were read again. Nothing was written: plan again.',
  },
];

/** The locals that {@link WRITE_CONDITIONS} look at, once for each stack. */
export function stackLocals(entryPoints: readonly Pick<EntryPointSpec, 'zone' | 'phase'>[]): TerraformObject {
  const keys = entryPoints.map(({ zone, phase }) => entryPointKey(zone, phase)).sort();
  const all = (suffix: string) =>
    expression(`concat(${['[]', ...keys.map((key) => `local.${key}_${suffix}`)].join(', ')})`);
  return { waf_changed: all('changed'), waf_incomplete: all('incomplete') };
}

/** Terraform expression: this plan writes something that the exceptions of the zone rest on. */
function isZoneWritten(zone: ZoneReference): string {
  return `local.${zoneKey(zone)}_written`;
}

/**
 * @param phases Phases of which the stack has an entry point.
 * @param lists Keys of the lists of this stack that exceptions of the zone name.
 */
export function zoneWrittenLocal(
  zone: ZoneReference,
  phases: readonly EntryPointSpec['phase'][],
  lists: readonly string[],
): TerraformObject {
  const keys = [...phases.map((phase) => entryPointKey(zone, phase)), ...[...lists].sort()];
  const inSync = keys.map((key) => `local.${key}_in_sync`).join(', ');
  return { [`${zoneKey(zone)}_written`]: expression(`!alltrue([${inSync}])`) };
}

/** The second reading, right before a write and only then: timestamp() is unknown until the apply. */
export function readAgain(spec: EntryPointSpec): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  return {
    [`${key}_now`]: {
      ...zoneProvider(spec.zone),
      for_each: expression(`{ for k, id in local.${key}_ids : k => id if ${isZoneWritten(spec.zone)} }`),
      zone_id: zoneIdValue(spec.zone),
      id: expression('timestamp() == "" ? "" : each.value'),
    },
  };
}

/** What the second reading found: the entry point's title in one of two lists, or in none. */
export function readAgainLocals(spec: EntryPointSpec): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  const read = `local.${key}_read`;
  const found = (condition: string) =>
    expression(
      `[for id, d in data.cloudflare_ruleset.${key}_now : ${JSON.stringify(entryPointTitle(spec))} if ${condition}]`,
    );
  const isSameVersion = `try(d.version == ${read}[id].version, false)`;
  return {
    [`${key}_changed`]: found(`d.version != null && !${isSameVersion}`),
    [`${key}_incomplete`]: found(
      `d.version == null || (${isSameVersion} && !try(d.rules == ${read}[id].rules, false))`,
    ),
  };
}

/**
 * What must hold after the write: it has made the next version of the one that the plan read. Terraform looks at this even
 * where it stops at the answer, because our write has revived a rule that someone removed: nothing that depends on the
 * resource, such as an output, is looked at then.
 *
 * Where the entry point could not be created there is no `self`, which no function can catch. Terraform shows the comment with
 * each reference to it.
 */
export function lostUpdateCondition(spec: EntryPointSpec): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  const isNotWritten = `local.${key}_in_sync || length(local.${key}_ids) == 0`;
  return {
    // The plan has written nothing yet. An answer that cannot be read has no id: Terraform shows the provider's error.
    condition: expression(
      `/* ${NO_SELF} */ ${isNotWritten} ? true : timestamp() == "" ? true : try(tonumber(self.version) - tonumber(${readVersion(key)}) <= 1, self.id == null)`,
    ),
    error_message: `${expression(`/* ${NO_SELF} */ ""`)}${lostUpdateMessage(spec)}`,
  };
}

const NO_SELF =
  'The entry point was not created: the error of Cloudflare says why. There is nothing to compare.';

function lostUpdateMessage(spec: EntryPointSpec): string {
  const read = readVersion(entryPointKey(spec.zone, spec.phase));
  return `LOST UPDATE? Someone else wrote ${entryPointTitle(spec)} during this apply: they were at version ${expression(read)} when planned and are at ${expression('coalesce(self.version, "unknown")')} now. Compare these versions (GET .../rulesets/{id}/versions/{version}), restore what is missing, remove again what is back, then plan every stack of this zone again. ${docsPage('coexistence.md')} says how.`;
}
