import type { EntryPointSpec } from './entry-point-spec';
import { expression, type TerraformObject } from './terraform-text';
import { entryPointKey, zoneTitle } from './zone-address';

/** Refuses more rules than the zone may hold. */
export function quotaConditions({ zone, phase, quota }: EntryPointSpec): readonly TerraformObject[] {
  if (quota === undefined) return [];
  const key = entryPointKey(zone, phase);
  const count = `length(local.${key}_desired)`;
  return [
    {
      // Whoever is over the quota already may still remove rules.
      condition: expression(`${count} <= ${quota} || ${count} <= length(local.${key}_live)`),
      error_message: `Zone ${zoneTitle(zone)} would have ${expression(count)} custom rules, and its quota is ${quota}. Nothing was written. Remove a rule, use Skip.managedRulesets (it needs no custom rule), or correct \`plan\` or \`customRuleQuota\` of the ZoneWaf.`,
    },
  ];
}
