import { CUSTOM_PHASE, MANAGED_PHASE } from '../cloudflare';
import type { CustomRuleLimits } from '../exceptions';
import type { EntryPointSpec } from './entry-point-spec';
import { expression, type TerraformObject } from './terraform-text';
import {
  entryPointKey,
  zoneIdValue,
  zoneKey,
  zoneProvider,
  type ZoneReference,
  zoneTitle,
} from './zone-address';
import { isKnownPlan, limitExpression, planLocal } from './zone-plan';

/** What the quota of a zone's custom rules depends on. */
export interface QuotaSpec {
  readonly zone: ZoneReference;
  readonly limits: CustomRuleLimits;
  /** Whether this stack has rules in the phase: one without can only remove some. */
  readonly hasRules: boolean;
}

/** The locals and reads behind {@link quotaConditions}. */
export function quotaTerraform({ zone, limits, hasRules }: QuotaSpec): TerraformObject {
  const key = entryPointKey(zone, CUSTOM_PHASE);
  if (!hasRules) return { locals: { [`${key}_quota`]: expression('null'), [`${key}_elsewhere`]: 0 } };
  const rulesets = `data.cloudflare_rulesets.${zoneKey(zone)}.rulesets`;
  return {
    data: {
      cloudflare_ruleset: {
        // Most zones have none, and then nothing is read.
        [`${key}_rulesets`]: {
          ...zoneProvider(zone),
          for_each: expression(
            `toset([for r in ${rulesets} : r.id if r.kind == "custom" && r.phase == "${CUSTOM_PHASE}"])`,
          ),
          zone_id: zoneIdValue(zone),
          id: expression('each.value'),
        },
      },
    },
    locals: {
      [`${key}_quota`]: expression(limitExpression(zone, limits)),
      [`${key}_elsewhere`]: expression(
        `length(flatten([for d in data.cloudflare_ruleset.${key}_rulesets : coalesce(d.rules, [])]))`,
      ),
    },
  };
}

/** Refuses more rules than the plan of the zone allows, those in custom rulesets included. */
export function quotaConditions({ zone, phase, otherPhase }: EntryPointSpec): readonly TerraformObject[] {
  if (phase !== CUSTOM_PHASE) return [];
  const key = entryPointKey(zone, CUSTOM_PHASE);
  const quota = `local.${key}_quota`;
  const rules = `length(local.${key}_desired)`;
  const count = `${rules} + local.${key}_elsewhere`;
  const plan = `${isKnownPlan(zone)} ? " (plan \${${planLocal(zone)}})" : ""`;
  return [
    {
      // Whoever is over the quota already may still remove rules. A conditional, because `||` compares with null, too.
      condition: expression(
        `${quota} == null ? true : (${count} <= ${quota} || ${rules} <= length(local.${key}_live))`,
      ),
      error_message: `Zone ${zoneTitle(zone)} would have ${expression(count)} custom rules, and its quota is ${expression(`${quota} == null ? "unknown" : ${quota}`)}${expression(plan)}. Nothing was written. ${otherPhase === undefined ? 'Remove a custom rule.' : expression(cures(zone))}${expression(replaceable(zone))}`,
    },
  ];
}

/** Terraform expression: what helps in this zone. Advice that the next plan refuses would be none. */
function cures(zone: ZoneReference): string {
  const executed = `local.${entryPointKey(zone, MANAGED_PHASE)}_executed`;
  const managed = `Skip.managedRulesets, which needs no custom rule, for a ruleset that the zone runs (\${join(", ", ${executed})})`;
  return `length(${executed}) > 0 ? "Remove a custom rule, or use ${managed}." : "Remove a custom rule."`;
}

const MOST_NAMED = 3;

/** Terraform expression: the skip rules of others that the exceptions may stand for, and how one takes the place of one. */
function replaceable(zone: ZoneReference): string {
  const names = `[for r in local.${entryPointKey(zone, CUSTOM_PHASE)}_foreign : trimspace("\${${printable('r.description')}} (ref \${${printable('r.ref')}})") if r.action == "skip"]`;
  const some = `slice(names, 0, min(${MOST_NAMED}, length(names)))`;
  return `one([for names in [${names}] : length(names) == 0 ? "" : " Skip rules of others: \${join(", ", ${some})}\${length(names) > ${MOST_NAMED} ? ", ..." : ""}. To let an exception take the place of one, name its ref in \`replaces\`."])`;
}

/** Terraform expression: the start of a text of the zone, without what could steer a terminal or turn its text around. */
function printable(text: string): string {
  return `try(replace(substr(${text}, 0, 100), "/[\\\\p{C}\\\\p{Zl}\\\\p{Zp}]/", "?"), "")`;
}
