import type { EntryPointSpec } from './entry-point-spec';
import { expression, type TerraformObject } from './terraform-text';
import { entryPointKey, zoneTitle } from './zone-address';

/** The exceptions that would skip nothing, because no later rule runs the managed ruleset they name. */
export function skipsNothingLocals(spec: EntryPointSpec): TerraformObject {
  if (spec.phase !== 'http_request_firewall_managed') return {};
  const key = entryPointKey(spec.zone, spec.phase);
  const targets = spec.rules
    .filter(({ enabled }) => enabled)
    .map(({ ref, action_parameters: { rules = {}, rulesets = [] } }) => [
      ref,
      [...new Set([...rulesets, ...Object.keys(rules)])],
    ]);
  return {
    [`${key}_targets`]: Object.fromEntries(targets) as TerraformObject,
    [`${key}_executed`]: expression(
      `[for r in local.${key}_foreign : try(coalesce(r.action_parameters.id, ""), "") if r.action == "execute" && r.enabled]`,
    ),
    [`${key}_skips_nothing`]: expression(
      `flatten([for ref, ids in local.${key}_targets : [for id in ids : "\${ref} names \${id}" if !contains(local.${key}_executed, id)]])`,
    ),
  };
}

/** Refuses exceptions that would skip nothing. */
export function skipsNothingConditions({ zone, phase }: EntryPointSpec): readonly TerraformObject[] {
  if (phase !== 'http_request_firewall_managed') return [];
  const found = `local.${entryPointKey(zone, phase)}_skips_nothing`;
  return [
    {
      condition: expression(`length(${found}) == 0`),
      error_message: `These exceptions would skip nothing, because no enabled execute rule of zone ${zoneTitle(zone)} runs the managed ruleset they name: ${expression(`join(", ", ${found})`)}. Nothing was written. Name a ruleset that the zone deploys, or deploy it first.`,
    },
  ];
}
