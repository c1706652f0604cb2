import { type EntryPointSpec, entryPointTitle } from './entry-point-spec';
import { isAnswerComplete } from './live-rules';
import { quotaConditions } from './quota';
import { READABLE_PARAMETERS } from './rule-expressions';
import { skipsNothingConditions } from './skips-nothing';
import { expression, type TerraformObject } from './terraform-text';
import { leaveOutAdvice } from './unwritable-rules';
import { WRITE_CONDITIONS } from './version-checks';
import { entryPointKey } from './zone-address';

/** The rules of others that have parameters, of which the provider can read none. */
export function unreadableRulesLocal({ zone, phase }: EntryPointSpec): TerraformObject {
  const key = entryPointKey(zone, phase);
  return {
    [`${key}_unreadable`]: expression(
      `[for r in local.${key}_live : r.ref if contains(["skip", "execute"], r.action) && length(${READABLE_PARAMETERS}) == 0]`,
    ),
  };
}

/** What must hold before the entry point is written. */
export function resourceConditions(spec: EntryPointSpec): readonly TerraformObject[] {
  const key = entryPointKey(spec.zone, spec.phase);
  const unreadable = `local.${key}_unreadable`;
  const place = entryPointTitle(spec);
  return [
    {
      condition: expression(isAnswerComplete(spec)),
      error_message: `Cloudflare gave no complete answer for ${place}. Nothing was written: plan again.`,
    },
    {
      condition: expression(`length(${unreadable}) == 0`),
      error_message: `In ${place}, these rules have only parameters that this version of the Cloudflare provider cannot read, and writing the list would drop them: ${expression(`join(", ", ${unreadable})`)}. Nothing was written. Give these rules other parameters, or upgrade the provider.${leaveOutAdvice(spec)}`,
    },
    ...WRITE_CONDITIONS,
    ...skipsNothingConditions(spec),
    ...quotaConditions(spec),
  ];
}
