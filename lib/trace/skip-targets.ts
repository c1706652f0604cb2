import { MANAGED_PHASE } from '../cloudflare';
import { type Rule, rulesById, type SkipKey, texts } from '../rulesets';

/** What a skip rule names. Rules are taken as they were written, so nothing is taken for granted. */
export interface SkipTargets {
  /** The rest of the ruleset that the rule is in. */
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

/**
 * What a skip rule names. Where only the apply of a plan shows it, all that it may name, as far as that protects: whether the
 * rule matches is unknown then.
 */
export function skipTargets(rule: Rule): SkipTargets {
  const mayBe = (...keys: readonly SkipKey[]): boolean =>
    rule.unknown?.some(
      (path) =>
        path === 'action' ||
        path === 'action_parameters' ||
        keys.some((key) => path === `action_parameters.${key}`),
    ) === true;
  return {
    // A ruleset or rule that may be named is one of those that follow.
    isRulesetCurrent: rule.parameters?.['ruleset'] === 'current' || mayBe('ruleset', 'rulesets', 'rules'),
    isPhaseCurrent: rule.parameters?.['phase'] === 'current' || mayBe('phase'),
    phases: [...texts(rule, 'phases'), ...(mayBe('phases') ? [MANAGED_PHASE] : [])],
    products: texts(rule, 'products'),
    rulesets: texts(rule, 'rulesets'),
    rules: rulesById(rule),
  };
}
