import { type EntryPointSpec, entryPointTitle } from './entry-point-spec';
import { expression, type TerraformObject } from './terraform-text';
import { entryPointKey } from './zone-address';

type Place = Pick<EntryPointSpec, 'zone' | 'phase'>;

/**
 * A list of rulesets that does not show the entry point looks like a zone that has none: there are no live rules to
 * keep, and nothing to read again before the write. The state knows better, yet no condition may ask it. So a
 * `terraform_data` remembers the id of the entry point, and the run that found or made it.
 */
export function rememberedEntryPoint({ zone, phase }: Place): TerraformObject {
  const key = entryPointKey(zone, phase);
  return {
    terraform_data: {
      [`${key}_remembered`]: {
        for_each: expression(`local.${key}_own`),
        triggers_replace: expression('each.value'),
        // Unknown until the apply: a value that differs from plan to plan would make each plan another one to review.
        input: expression(`timestamp() == "" ? "" : ${thisRun(key)}`),
        lifecycle: { ignore_changes: ['input'] },
      },
    },
  };
}

/** Refuses a list of rulesets that does not show the entry point in the state. */
export function hiddenEntryPointCondition(place: Place): TerraformObject {
  const key = entryPointKey(place.zone, place.phase);
  // Whoever creates the entry point remembers it in the same run: it was not in the list, and rightly so.
  return {
    condition: expression(
      `length(local.${key}_ids) > 0 ? true : alltrue([for b in terraform_data.${key}_remembered : b.output == ${thisRun(key)}])`,
    ),
    error_message: `Cloudflare's list of rulesets does not show the entry point of ${entryPointTitle(place)}, which is in the state of this stack. Plan again; if it stays, name the id of the entry point in \`entryPointIds\` of the ZoneWaf.`,
  };
}

/** What letting go keeps of the memory, or a memory of nothing. It leaves with the ZoneWaf. */
export function keptMemory({ zone, phase }: Place): TerraformObject {
  return {
    terraform_data: {
      [`${entryPointKey(zone, phase)}_remembered`]: {
        for_each: expression('toset(["entry_point"])'),
        triggers_replace: NOTHING,
        lifecycle: { ignore_changes: ['input', 'triggers_replace'] },
      },
    },
  };
}

/**
 * Refuses to let go of an entry point that the list of rulesets does not show.
 *
 * @param ifDeleted What to do where someone deleted it.
 */
export function hiddenReleaseCondition(place: Place, ifDeleted: string): TerraformObject {
  const key = entryPointKey(place.zone, place.phase);
  return {
    condition: expression(
      `length(local.${key}_ids) > 0 ? true : alltrue([for b in terraform_data.${key}_remembered : b.triggers_replace == "${NOTHING}"])`,
    ),
    error_message: `Cloudflare's list of rulesets does not show the entry point of ${entryPointTitle(place)}, which this stack has managed, so it is not known whether exceptions of this stack are left. Nothing was changed: plan again. If it stays, name the id of the entry point in \`entryPointIds\` of the ZoneWaf; if someone deleted the entry point, ${ifDeleted}.`,
  };
}

const NOTHING = 'nothing';

/** Terraform expression: text that another run does not have. Times are in seconds, which a short run does not take. */
function thisRun(key: string): string {
  return `"\${plantimestamp()} \${sha1(jsonencode(local.${key}_ours))}"`;
}
