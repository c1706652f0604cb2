import { isForeignKept } from './desired-rules';
import { type EntryPointSpec, entryPointTitle } from './entry-point-spec';
import { readVersion } from './live-rules';
import { changedMeanwhile } from './own-entry-point';
import { hiddenEntryPointCondition } from './remembered-entry-point';
import { isNotReplaced, replacedRulesConditions } from './replaced-rules';
import { IS_EXCEPTION, isMine } from './rule-expressions';
import { expression, type TerraformObject } from './terraform-text';
import { entryPointKey } from './zone-address';

/** The rules of others that the last reading of the plan found, and that the plan would not write. */
export function droppedRulesLocal(spec: EntryPointSpec): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  const replaced = spec.replacements.length === 0 ? '' : ` && ${isNotReplaced(spec)}`;
  const stays = `${IS_EXCEPTION} ? !${isMine(spec.ownPrefixes)} : ${isForeignKept(spec)}${replaced}`;
  const own = `flatten([for d in local.${key}_own_read : coalesce(d.rules, [])])`;
  return {
    [`${key}_dropped`]: expression(
      `setsubtract([for r in ${own} : r.ref if ${stays}], local.${key}_desired[*].ref)`,
    ),
  };
}

/** What must hold for the whole plan, and after the apply: only an output may look at what the state says. */
export function outputConditions(spec: EntryPointSpec): readonly TerraformObject[] {
  const key = entryPointKey(spec.zone, spec.phase);
  const place = entryPointTitle(spec);
  const dropped = `local.${key}_dropped`;
  const read = readVersion(key);
  return [
    hiddenEntryPointCondition(spec),
    ...replacedRulesConditions(spec),
    {
      condition: expression(`length(${dropped}) == 0`),
      error_message: `Writing this plan would drop rules of others from ${place}: ${expression(`join(", ", ${dropped})`)}. Cloudflare's list of rulesets did not show the entry point, or it changed while planning. Nothing was written: plan again; if it stays, name the id of the entry point in \`entryPointIds\` of the ZoneWaf.`,
    },
    {
      // What the plan compares with is read first, the state's copy later: a change in between would be reverted.
      condition: expression(
        `length(local.${key}_ids) == 0 || alltrue([for d in local.${key}_own_read : try(d.version == ${read}, false)])`,
      ),
      error_message: changedMeanwhile(spec),
    },
    {
      // The last ones that the plan reads; the apply compares the ones that it reads again.
      condition: expression(
        `alltrue([for d in local.${key}_own_read : try(d.version == ${read}, false) ? try(d.rules == one(values(local.${key}_read)).rules, false) : true])`,
      ),
      error_message: `Cloudflare gave two different answers for one version of ${place}, so at least one is incomplete. Nothing was written: plan again.`,
    },
  ];
}
