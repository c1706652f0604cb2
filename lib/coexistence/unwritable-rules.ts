import { type EntryPointSpec, entryPointTitle } from './entry-point-spec';
import { expression, type TerraformObject } from './terraform-text';
import { entryPointKey } from './zone-address';

/** Terraform expression: the provider reads the rule `r` and refuses to plan it. `waf preflight` knows more such forms. */
const HAS_EMPTY_PARAMETER = `(can(regex("\\"[a-z_]+\\":\\\\[\\\\]", jsonencode(r.action_parameters))) || try(alltrue([for k, v in r.action_parameters.overrides : v == null]), false))`;

/** The rules of others whose form the provider refuses. */
export function unwritableRulesLocal({ zone, phase }: EntryPointSpec): TerraformObject {
  const key = entryPointKey(zone, phase);
  return {
    [`${key}_unwritable`]: expression(`[for r in local.${key}_live : r.ref if ${HAS_EMPTY_PARAMETER}]`),
  };
}

/**
 * Names the rules of others whose form the provider refuses, beside its own error, which names neither the rule nor a fix. A
 * warning, because another version may take them.
 */
export function unwritableRulesCheck(spec: EntryPointSpec): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  const found = `local.${key}_unwritable`;
  return {
    [`${key}_unwritable`]: {
      assert: [
        {
          condition: expression(`length(${found}) == 0`),
          error_message: `In ${entryPointTitle(spec)}, these rules have an empty list or object, which the Cloudflare provider 5.14.0 refuses to plan: ${expression(`join(", ", ${found})`)}. Give these rules another form.${leaveOutAdvice(spec)}`,
        },
      ],
    },
  };
}

/** What a message about rules of others ends with: where the stack has no exception in the phase, it needs none of them. */
export function leaveOutAdvice({ zone, phase, otherPhase }: EntryPointSpec): string {
  if (otherPhase === undefined) return '';
  const ours = `local.${entryPointKey(zone, phase)}_ours`;
  return expression(
    `length(${ours}) > 0 ? "" : " This stack has no exception in this phase: phases: ['${otherPhase}'] in its ZoneWaf leaves the entry point alone."`,
  );
}
