import { sourceText } from '../errors';
import { MANAGED_PHASE } from '../cloudflare';
import type { Skip } from '../exceptions';
import { ManagedRule, ManagedRuleset } from '../managed-rules';

/** What an exception skips, as TypeScript. */
export function skipCode({ parameters }: Skip): string {
  const { phases = [], products = [], rulesets, rules } = parameters;
  if (rules !== undefined) {
    const codes = Object.entries(rules).flatMap(([ruleset, ids]) => ids.map((id) => ruleCode(ruleset, id)));
    return `Skip.managedRules(${codes.join(', ')})`;
  }
  if (rulesets !== undefined) return `Skip.managedRulesets(${rulesets.map(rulesetCode).join(', ')})`;
  const features = [...phases.filter((phase) => phase !== MANAGED_PHASE), ...products];
  const codes = features.map(sourceText).join(', ');
  if (!phases.includes(MANAGED_PHASE)) return `Skip.features(${codes})`;
  return features.length === 0 ? 'Skip.allManagedRules()' : `Skip.allManagedRules({ alsoSkip: [${codes}] })`;
}

/** A managed rule, as TypeScript. */
export function ruleCode(ruleset: string, id: string): string {
  const name = nameOf(ManagedRule, id);
  return name === undefined
    ? `ManagedRule.fromId(${rulesetCode(ruleset)}, ${sourceText(id)})`
    : `ManagedRule.${name}`;
}

function rulesetCode(id: string): string {
  const name = nameOf(ManagedRuleset, id);
  return name === undefined ? `ManagedRuleset.fromId(${sourceText(id)})` : `ManagedRuleset.${name}`;
}

/** The constant of a class that has this id. */
function nameOf(constants: object, id: string): string | undefined {
  return Object.entries(constants).find(
    ([name, value]) => name !== 'all' && (value as { readonly id?: unknown }).id === id,
  )?.[0];
}
