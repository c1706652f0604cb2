import { type EntryPointSpec, entryPointTitle } from './entry-point-spec';
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
      'Somebody else changed ${join(" and ", local.waf_changed)} after this plan was made. Nothing was written: plan again.',
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
