import { executed, isRunning, type Rule } from '../rulesets';
import type { CatalogueRuleset } from './catalogue';
import { type EffectiveRule, effectiveRule } from './effective-rule';
import { overridesOf } from './overrides';

/** A managed ruleset that a rule of the zone executes. */
export interface DeployedRuleset {
  readonly id: string;
  readonly name: string;
  /** The rule of the managed phase that executes it. */
  readonly by: Rule;
  /** False if that rule is disabled, never matches, or switches every rule off. */
  readonly isRunning: boolean;
  /** Its rules with what they do here; `undefined` if the API does not show the ruleset. */
  readonly rules: readonly EffectiveRule[] | undefined;
}

/** The rulesets that the managed phase of a zone executes, in its order; one that runs twice is listed twice. */
export function deployedRulesets(
  managed: readonly Rule[],
  catalogue: ReadonlyMap<string, CatalogueRuleset>,
): readonly DeployedRuleset[] {
  return managed.flatMap((rule) => {
    const id = executed(rule);
    if (id === undefined) return [];
    const ruleset = catalogue.get(id);
    const overrides = overridesOf(rule);
    return [
      {
        id,
        name: ruleset?.name ?? `managed ruleset ${id}`,
        by: rule,
        isRunning: isRunning(rule),
        rules: ruleset?.rules.map((one) => effectiveRule(one, overrides)),
      },
    ];
  });
}
