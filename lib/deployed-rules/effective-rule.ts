import type { CatalogueRule } from './catalogue';
import type { RulesetOverrides } from './overrides';

/** What a managed rule does in a zone, after the overrides of the rule that executes its ruleset. */
export interface EffectiveRule extends CatalogueRule {
  /** `low`, `medium`, ...; `undefined` if no override sets it. */
  readonly sensitivity: string | undefined;
  /** The overrides that change its defaults, the most general first: `ruleset`, `category wordpress`, `rule`. */
  readonly overriddenBy: readonly string[];
}

/**
 * An override of the ruleset gives way to one of a category, and that to one of the rule; of several categories of the rule
 * the last one wins.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/managed-rulesets/override-managed-ruleset/
 */
export function effectiveRule(rule: CatalogueRule, overrides: RulesetOverrides): EffectiveRule {
  const applied = [
    { by: 'ruleset', values: overrides.all },
    ...overrides.categories.flatMap(({ name, values }) =>
      typeof name === 'string' && rule.categories.includes(name) ? [{ by: `category ${name}`, values }] : [],
    ),
    ...overrides.rules.filter(({ name }) => name === rule.id).map(({ values }) => ({ by: 'rule', values })),
  ];
  const last = <T>(key: string, isRight: (value: unknown) => value is T): T | undefined =>
    applied.map(({ values }) => values[key]).findLast(isRight);
  const action = last('action', isText);
  return {
    ...rule,
    // The rules of OWASP only score: an action for all of them is that of the rule that acts on the sum.
    action: action === undefined || rule.action === 'score' ? rule.action : action,
    isEnabled: last('enabled', isFlag) ?? rule.isEnabled,
    scoreThreshold: last('score_threshold', isNumber) ?? rule.scoreThreshold,
    sensitivity: last('sensitivity_level', isText),
    overriddenBy: applied
      .filter(({ values }) => KEYS.some((key) => values[key] !== undefined))
      .map(({ by }) => by),
  };
}

const KEYS = ['action', 'enabled', 'score_threshold', 'sensitivity_level'];

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isNumber = (value: unknown): value is number => typeof value === 'number';
