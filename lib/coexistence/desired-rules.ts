import type { SkipRule } from '../exceptions';
import type { EntryPointSpec } from './entry-point-spec';
import { keptRules } from './phase-change';
import { comparable, IS_EXCEPTION, isMine } from './rule-expressions';
import { escapeTemplates, expression, type TerraformJson, type TerraformObject } from './terraform-text';
import { entryPointKey } from './zone-address';

/** The locals that make the list to write out of the live rules and ours. */
export function desiredRulesLocals(spec: EntryPointSpec): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  const live = `local.${key}_live`;
  const exceptions = `local.${key}_exceptions`;
  return {
    [`${key}_ours`]: ourRules(spec.rules),
    [`${key}_exceptions`]: expression(
      `merge({ for r in ${live} : r.ref => r if ${IS_EXCEPTION} && !${isMine(spec.ownPrefixes)} }, ${keptRules(spec)}, local.${key}_ours)`,
    ),
    [`${key}_foreign`]: expression(`[for r in ${live} : r if !${IS_EXCEPTION} && ${isForeignKept(spec)}]`),
    [`${key}_desired`]: expression(
      `concat([for ref in sort(keys(${exceptions})) : ${exceptions}[ref]], local.${key}_foreign)`,
    ),
    [`${key}_in_sync`]: expression(`${comparable(`local.${key}_desired`)} == ${comparable(live)}`),
  };
}

/** Terraform expression: the rule `r`, which no code declares, stays. */
export function isForeignKept({ foreignRules, phase }: EntryPointSpec): string {
  if (foreignRules === 'keep') return 'true';
  // Without its `execute` rules the zone would have no managed rules at all.
  return phase === 'http_request_firewall_managed' ? 'r.action == "execute"' : 'false';
}

/** Our rules by `ref`, as plain data. */
function ourRules(rules: readonly SkipRule[]): TerraformJson {
  return escapeTemplates(
    Object.fromEntries(rules.map((rule) => [rule.ref, rule as unknown as TerraformObject])),
  );
}
