import { MANAGED_PHASE } from '../cloudflare';
import type { SkipRule } from '../exceptions';
import type { EntryPointSpec } from './entry-point-spec';
import { keptRules } from './phase-change';
import { isNotReplaced } from './replaced-rules';
import { areSame, IS_EXCEPTION, isMine } from './rule-expressions';
import { escapeTemplates, expression, type TerraformJson, type TerraformObject } from './terraform-text';
import { entryPointKey } from './zone-address';

/** The locals that make the list to write out of the live rules and ours. */
export function desiredRulesLocals(spec: EntryPointSpec): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  const live = `local.${key}_live`;
  const exceptions = `local.${key}_exceptions`;
  const isSame = areSame(`local.${key}_desired`, live, isMine(spec.ownPrefixes));
  const replaced = spec.replacements.length === 0 ? '' : ` && ${isNotReplaced(spec)}`;
  return {
    [`${key}_ours`]: ourRules(spec.rules),
    [`${key}_exceptions`]: expression(
      `merge({ for r in ${live} : r.ref => r if ${IS_EXCEPTION} && !${isMine(spec.ownPrefixes)} }, ${keptRules(spec)}, local.${key}_ours)`,
    ),
    [`${key}_foreign`]: expression(
      `[for r in ${live} : r if !${IS_EXCEPTION} && ${isForeignKept(spec)}${replaced}]`,
    ),
    [`${key}_desired`]: expression(
      `concat([for ref in sort(keys(${exceptions})) : ${exceptions}[ref]], local.${key}_foreign)`,
    ),
    // Rules of others are taken over as they are: one can only be missing or in another place.
    [`${key}_in_sync`]: expression(
      `jsonencode(local.${key}_desired[*].ref) == jsonencode(${live}[*].ref) && ${isSame} && ${isAsRead(key)}`,
    ),
  };
}

/** Terraform expression: the live rules are what Cloudflare gave, so that writing them back changes nothing. */
function isAsRead(key: string): string {
  return `alltrue(flatten([for d in local.${key}_read : [for r in coalesce(d.rules, []) : r.action != "skip" || r.logging != null]]))`;
}

/** Terraform expression: the rule `r`, which no code declares, stays. */
export function isForeignKept({ foreignRules, phase }: EntryPointSpec): string {
  if (foreignRules === 'keep') return 'true';
  // Without its `execute` rules the zone would have no managed rules at all.
  return phase === MANAGED_PHASE ? 'r.action == "execute"' : 'false';
}

/** Our rules by `ref`, as plain data. */
function ourRules(rules: readonly SkipRule[]): TerraformJson {
  return escapeTemplates(
    Object.fromEntries(rules.map((rule) => [rule.ref, rule as unknown as TerraformObject])),
  );
}
