import { type Expression, print } from '../rules-language';
import { type Rule, rulesById, skipKeys, texts } from '../rulesets';
import { endOf } from './expiry';
import { operandTexts } from './printed';
import type { RuleSubject } from './subject';

/** An exception as the conditions that all must hold, in canonical text, and when it ends. */
export interface Exemption {
  readonly position: number;
  readonly subject: RuleSubject;
  readonly conditions: ReadonlySet<string>;
  /** Seconds; `undefined` if it stays. */
  readonly end: bigint | undefined;
}

/** The exceptions of a list that are on; those whose text is no expression are left out. */
export function exemptionsOf(rules: readonly RuleSubject[]): readonly Exemption[] {
  return rules.flatMap((subject, position): Exemption[] => {
    const { expression, rule } = subject;
    if (rule.action !== 'skip' || rule.enabled === false || expression === undefined) return [];
    const end = endOf(subject);
    return [
      { position, subject, end: end?.seconds, conditions: conjunctTexts(expression, end?.condition.node) },
    ];
  });
}

/** Whether every request of `inner` is one of `outer`, as far as their conditions tell. */
export function hasAllRequestsOf(outer: Exemption, inner: Exemption): boolean {
  if (outer.conditions.size > inner.conditions.size || !outlives(outer, inner)) return false;
  for (const condition of outer.conditions) if (!inner.conditions.has(condition)) return false;
  return true;
}

function outlives(outer: Exemption, inner: Exemption): boolean {
  return outer.end === undefined || (inner.end !== undefined && outer.end >= inner.end);
}

/** Whether a rule skips everything that another rule of the same list skips. */
export function skipsAllOf(outer: Rule, inner: Rule): boolean {
  const keys = skipKeys(outer);
  return skipKeys(inner).every((key) => {
    if (key === 'ruleset' || key === 'phase') return keys.includes(key);
    if (key === 'phases' || key === 'products') return isSubset(texts(inner, key), texts(outer, key));
    if (keys.includes('ruleset')) return true;
    if (key === 'rulesets') return isSubset(texts(inner, key), texts(outer, key));
    return [...rulesById(inner)].every(
      ([id, rules]) =>
        texts(outer, 'rulesets').includes(id) || isSubset(rules, rulesById(outer).get(id) ?? []),
    );
  });
}

function isSubset(inner: readonly string[], outer: readonly string[]): boolean {
  return inner.every((one) => outer.includes(one));
}

/** The conditions that all must hold, but for the one that is the end. */
function conjunctTexts(expression: Expression, end: Expression | undefined): ReadonlySet<string> {
  if (expression.kind !== 'logical' || expression.operator !== 'and') return new Set([print(expression)]);
  const texts = operandTexts(expression);
  return new Set(texts.filter((_, index) => expression.operands[index] !== end));
}
