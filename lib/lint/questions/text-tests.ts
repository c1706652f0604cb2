import type { Expression } from '../../rules-language';
import { testOf, textsOf } from './conditions';
import { valueText } from './printed';
import { textOf } from './texts';

/** What a condition asks of a text: to be one of these, or to have one at its beginning, its end or anywhere. */
export interface TextTest {
  /** The canonical text of the value. */
  readonly of: string;
  readonly how: 'exact' | 'starts_with' | 'ends_with' | 'contains';
  readonly texts: readonly string[];
}

/** Reads a condition on a text; `undefined` for others. */
export function textTestOf(operand: Expression): TextTest | undefined {
  if (operand.kind !== 'comparison' && operand.kind !== 'truth') return undefined;
  const { value, operator, right } = testOf(operand);
  if (value.path.includes('*')) return undefined;
  const texts = textsOf(right).map(textOf);
  if (texts.length === 0) return undefined;
  const of = valueText(value);
  if (operator === 'eq' || operator === 'in') return { of, how: 'exact', texts };
  if (operator !== 'starts_with' && operator !== 'ends_with' && operator !== 'contains') return undefined;
  return { of, how: operator, texts };
}

/** Whether every text that meets the one test meets the other one too. */
export function implies(one: TextTest, other: TextTest): boolean {
  if (one.of !== other.of) return false;
  return one.texts.every((text) => other.texts.some((wanted) => isMet(one.how, text, other.how, wanted)));
}

function isMet(how: TextTest['how'], text: string, other: TextTest['how'], wanted: string): boolean {
  if (other === 'exact') return how === 'exact' && text === wanted;
  if (other === 'contains') return text.includes(wanted);
  if (how !== 'exact' && how !== other) return false;
  return other === 'starts_with' ? text.startsWith(wanted) : text.endsWith(wanted);
}

/** What a condition does not allow: `ne "a"`, `not ... in {"a" "b"}`. */
export function refusedBy(operand: Expression): TextTest | undefined {
  if (operand.kind === 'not') return textTestOf(operand.operand);
  return operand.kind === 'comparison' && operand.operator === 'ne'
    ? textTestOf({ ...operand, operator: 'eq' })
    : undefined;
}
