import type {
  Comparison,
  ComparisonOperator,
  Expression,
  Field,
  QuantifierName,
  Right,
  StringLiteral,
  Truth,
  Value,
} from '../../rules-language';
import { type ConditionShape, shapeOf } from './condition-shape';

/** One test of a request: a comparison, or a boolean value on its own. */
export interface Condition {
  /** All of it but the values: what follows from that alone is found once for all conditions that share it. */
  readonly shape: ConditionShape;
  readonly node: Comparison | Truth;
  /** What is compared; for `starts_with(a, b)` that is `a`. */
  readonly value: Value;
  /** The field that the value is made of. */
  readonly field: Field | undefined;
  /** Functions that change the value, the outermost first. */
  readonly functions: readonly string[];
  readonly operator: ComparisonOperator | 'starts_with' | 'ends_with' | 'truth';
  readonly right: Right | undefined;
  /** The string literals on the right. */
  readonly texts: readonly StringLiteral[];
  /** `either`: under an `xor`, where both ways may let a request through. */
  readonly polarity: 'positive' | 'negative' | 'either';
  readonly quantifier: QuantifierName | undefined;
}

/** What is around a condition. */
export interface Place {
  readonly polarity: Condition['polarity'];
  readonly quantifier: QuantifierName | undefined;
  /** The rule takes protection away from what it matches. */
  readonly isException: boolean;
}

const OPPOSITE = { positive: 'negative', negative: 'positive', either: 'either' } as const;
const NO_FUNCTIONS: readonly string[] = [];
const NO_TEXTS: readonly StringLiteral[] = [];

/** Every test of an expression, in the order of the text. */
export function conditionsOf(expression: Expression, isException: boolean): readonly Condition[] {
  const conditions: Condition[] = [];
  collect(expression, { polarity: 'positive', quantifier: undefined, isException }, conditions);
  return conditions;
}

function collect(node: Expression, place: Place, into: Condition[]): void {
  switch (node.kind) {
    case 'logical': {
      const inside: Place = node.operator === 'xor' ? { ...place, polarity: 'either' } : place;
      for (const operand of node.operands) collect(operand, inside, into);
      break;
    }
    case 'not':
      collect(node.operand, { ...place, polarity: OPPOSITE[place.polarity] }, into);
      break;
    case 'quantifier':
      collect(node.argument, { ...place, quantifier: node.quantifier }, into);
      break;
    case 'comparison':
    case 'truth':
      into.push(conditionOf(node, place));
      break;
    case 'boolean':
      break;
  }
}

function conditionOf(node: Comparison | Truth, place: Place): Condition {
  const { value, operator, right } = testOf(node);
  const { field, functions } = originOf(value);
  const { polarity, quantifier } = place;
  const shape = shapeOf({ field, functions, operator, right }, place);
  return {
    shape,
    node,
    value,
    field,
    functions,
    operator,
    right,
    texts: textsOf(right),
    polarity,
    quantifier,
  };
}

/** The one test that a comparison or a boolean value is. */
export function testOf(node: Comparison | Truth): Pick<Condition, 'value' | 'operator' | 'right'> {
  if (node.kind === 'comparison') {
    return affixOf(node) ?? { value: node.left, operator: node.operator, right: node.right };
  }
  const { value } = node;
  if (value.kind === 'call' && (value.function === 'starts_with' || value.function === 'ends_with')) {
    const [subject, text] = value.arguments;
    if (isValue(subject) && (text?.kind === 'string' || isValue(text))) {
      return { value: subject, operator: value.function, right: text };
    }
  }
  return { value, operator: 'truth', right: undefined };
}

/** `substring(a, 0, 3) eq "/b/"` is `starts_with(a, "/b/")`, and with -3 for both numbers `ends_with`. */
function affixOf({
  left,
  operator,
  right,
}: Comparison): Pick<Condition, 'value' | 'operator' | 'right'> | undefined {
  if (operator !== 'eq' || right.kind !== 'string' || left.kind !== 'call' || left.function !== 'substring') {
    return undefined;
  }
  const [value, from, to] = left.arguments;
  if (!isValue(value) || from?.kind !== 'integer') return undefined;
  const length = BigInt(right.value.length);
  if (from.value === 0n && to?.kind === 'integer' && to.value === length) {
    return { value, operator: 'starts_with', right };
  }
  return from.value === -length && length > 0n && to === undefined
    ? { value, operator: 'ends_with', right }
    : undefined;
}

/** The string literals on the right side of a comparison. */
export function textsOf(right: Right | undefined): readonly StringLiteral[] {
  if (right?.kind === 'string') return [right];
  // The items of a set are of one type.
  if (right?.kind !== 'set' || right.items[0]?.kind !== 'string') return NO_TEXTS;
  return right.items.filter((item) => item.kind === 'string');
}

/** The field that a value is made of, and what changes it. */
export function originOf(value: Value): Pick<Condition, 'field' | 'functions'> {
  if (value.kind === 'field') return { field: value, functions: NO_FUNCTIONS };
  const functions: string[] = [];
  let current: Value | undefined = value;
  while (current?.kind === 'call') {
    functions.push(current.function);
    current = current.arguments.find(isValue);
  }
  return { field: current, functions };
}

function isValue(node: { readonly kind: string } | undefined): node is Value {
  return node?.kind === 'field' || node?.kind === 'call';
}
