import { type Rule, rulesById, texts } from '../rulesets';

/** What a skip rule names. Rules are taken as they were written, so nothing is taken for granted. */
export interface SkipTargets {
  /** The rest of the ruleset that the rule stands in. */
  readonly isRulesetCurrent: boolean;
  /** The rest of the phase, custom rulesets that are executed later included. */
  readonly isPhaseCurrent: boolean;
  /** Later phases. */
  readonly phases: readonly string[];
  /** Products that are no phase. */
  readonly products: readonly string[];
  /** Managed rulesets, by their ids. */
  readonly rulesets: readonly string[];
  /** Ids of managed rules, by that of their ruleset. */
  readonly rules: ReadonlyMap<string, readonly string[]>;
}

export function skipTargets(rule: Rule): SkipTargets {
  return {
    isRulesetCurrent: rule.parameters?.['ruleset'] === 'current',
    isPhaseCurrent: rule.parameters?.['phase'] === 'current',
    phases: texts(rule, 'phases'),
    products: texts(rule, 'products'),
    rulesets: texts(rule, 'rulesets'),
    rules: rulesById(rule),
  };
}
