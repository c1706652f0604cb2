import type { Expression } from '../../rules-language';
import { print } from '../../rules-language/syntax/print';
import type { Rule } from '../../rulesets';
import { rulesById, skipKeys, texts } from '../../rulesets/skip-parameters';
import type { RuleSubject } from '../subject';

/** An exception as the conditions that all must hold, and when it ends. */
export interface Exemption {
  readonly position: number;
  readonly rule: Rule;
  readonly expression: Expression;
  /** A number for each condition, ascending: conditions with the same canonical text have the same number. */
  readonly conditions: readonly number[];
  /** Seconds; `undefined` if it stays. */
  readonly end: bigint | undefined;
}

/** Reads the exceptions of one list that are on. Those whose text is no expression are left out. */
export class ExemptionReader {
  readonly exemptions: Exemption[] = [];
  /** By the canonical text, and by the written one. */
  private readonly numbers = new Map<string, number>();

  add(subject: RuleSubject, position: number): void {
    const { expression, rule, end } = subject;
    if (rule.action !== 'skip' || rule.enabled === false || expression === undefined) return;
    const numbers: number[] = [];
    for (const condition of conjunctsOf(expression)) {
      if (condition === end?.condition.node && condition !== expression) continue;
      const number = this.numberOf(condition, rule.expression);
      if (!numbers.includes(number)) numbers.push(number);
    }
    const conditions = numbers.sort((a, b) => a - b);
    this.exemptions.push({ position, rule, expression, conditions, end: end?.seconds });
  }

  private numberOf(condition: Expression, text: string): number {
    const { range } = condition;
    // Most conditions are written alike in many rules, and to print one takes longer than to look up its text.
    const written = range === undefined ? print(condition) : text.slice(range.start, range.end);
    const known = this.numbers.get(written);
    if (known !== undefined) return known;
    const canonical = print(condition);
    const number = this.numbers.get(canonical) ?? this.numbers.size;
    this.numbers.set(canonical, number).set(written, number);
    return number;
  }
}

/** Whether every request of `inner` is one of `outer`, as far as their conditions tell. */
export function hasAllRequestsOf(outer: Exemption, inner: Exemption): boolean {
  return outlives(outer, inner) && isSubset(outer.conditions, inner.conditions);
}

function outlives(outer: Exemption, inner: Exemption): boolean {
  return outer.end === undefined || (inner.end !== undefined && outer.end >= inner.end);
}

/**
 * Whether an exception skips everything that another one of the same list skips, and from there on. A later one comes too
 * late for what runs between them: so only exceptions may be there, and none that ends the list.
 */
export function replaces(outer: Exemption, inner: Exemption, rules: readonly Rule[]): boolean {
  if (!skipsAllOf(outer.rule, inner.rule)) return false;
  if (outer.position < inner.position) return true;
  const keys = skipKeys(inner.rule);
  const isOfOthers = keys.every((key) => key === 'phases' || key === 'products');
  return rules.slice(inner.position + 1, outer.position).every((rule) => {
    if (rule.enabled === false) return true;
    const isSkip = rule.action === 'skip';
    return isSkip ? !skipKeys(rule).some((key) => key === 'ruleset' || key === 'phase') : isOfOthers;
  });
}

/** Whether a rule skips everything that another rule skips. */
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

function isSubset<T>(inner: readonly T[], outer: readonly T[]): boolean {
  return inner.every((one) => outer.includes(one));
}

/** The conditions that all must hold. */
export function conjunctsOf(expression: Expression): readonly Expression[] {
  return expression.kind === 'logical' && expression.operator === 'and' ? expression.operands : [expression];
}
