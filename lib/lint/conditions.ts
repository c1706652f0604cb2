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
} from '../rules-language';

/** One test of a request: a comparison, or a boolean value on its own. */
export interface Condition {
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

interface Place {
  readonly polarity: Condition['polarity'];
  readonly quantifier?: QuantifierName;
}

const OPPOSITE = { positive: 'negative', negative: 'positive', either: 'either' } as const;

/** Every test of an expression, in the order of the text. */
export function conditionsOf(expression: Expression): readonly Condition[] {
  const conditions: Condition[] = [];
  collect(expression, { polarity: 'positive' }, conditions);
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

function conditionOf(node: Comparison | Truth, { polarity, quantifier }: Place): Condition {
  const { value, operator, right } = testOf(node);
  return { node, value, ...originOf(value), operator, right, texts: textsOf(right), polarity, quantifier };
}

/** The one test that a comparison or a boolean value is. */
export function testOf(node: Comparison | Truth): Pick<Condition, 'value' | 'operator' | 'right'> {
  if (node.kind === 'comparison') return { value: node.left, operator: node.operator, right: node.right };
  const { value } = node;
  if (value.kind === 'call' && (value.function === 'starts_with' || value.function === 'ends_with')) {
    const [subject, text] = value.arguments;
    if (isValue(subject) && text?.kind === 'string')
      return { value: subject, operator: value.function, right: text };
  }
  return { value, operator: 'truth', right: undefined };
}

/** The string literals on the right side of a comparison. */
export function textsOf(right: Right | undefined): readonly StringLiteral[] {
  if (right?.kind === 'string') return [right];
  return right?.kind === 'set' ? right.items.filter((item) => item.kind === 'string') : [];
}

function originOf(value: Value): Pick<Condition, 'field' | 'functions'> {
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
