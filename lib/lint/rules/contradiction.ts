import type { Expression, Logical } from '../../rules-language';
import { print } from '../../rules-language/print';
import { testOf, textsOf } from '../conditions';
import { haveCommonSubject, operandTexts, valueText } from '../printed';
import { type Found, ruleLint } from '../rule';
import { textOf } from '../texts';

export const contradiction = ruleLint(
  'contradiction',
  'conditions that cannot hold together',
  ({ expression, parts }) => {
    const found: Found[] = [];
    if (expression === undefined) return found;
    if (expression.kind === 'boolean' && !expression.value) {
      found.push({
        message: 'the expression is false for every request',
        help: 'remove the rule, or write its condition',
        range: expression.range,
      });
    }
    for (const node of parts) {
      if (node.kind === 'logical' && node.operator === 'and' && haveCommonSubject(node)) {
        found.push(...inConjunction(node));
      }
    }
    return found;
  },
);

function inConjunction(node: Logical): readonly Found[] {
  const allowed = new Map<string, ReadonlySet<string>>();
  const { operands } = node;
  const found: Found[] = [];
  for (const operand of operands) {
    if (operand.kind === 'not' && operandTexts(node).includes(print(operand.operand))) {
      found.push(impossible(operand, `\`${short(print(operand.operand))}\` holds and does not hold`));
    }
    const values = valuesOf(operand);
    if (values === undefined || values.texts.length === 0) continue;
    const before = allowed.get(values.of);
    const both = before === undefined ? values.texts : values.texts.filter((text) => before.has(text));
    if (both.length === 0) {
      found.push(
        impossible(operand, `\`${values.of}\` has one value, and another condition asks for a different one`),
      );
    }
    allowed.set(values.of, new Set(both));
  }
  return [...found, ...affixes(operands, allowed)];
}

/** `starts_with`, `ends_with` and `contains` beside the exact values of the same field. */
function affixes(
  operands: readonly Expression[],
  allowed: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Found[] {
  return operands.flatMap((operand) => {
    if (operand.kind !== 'truth' && operand.kind !== 'comparison') return [];
    const { value, operator, right } = testOf(operand);
    const exact = allowed.get(valueText(value));
    const [literal] = textsOf(right);
    if (exact === undefined || exact.size === 0 || literal === undefined) return [];
    const text = textOf(literal);
    const holds = [...exact].some((one) => {
      if (operator === 'starts_with') return one.startsWith(text);
      if (operator === 'ends_with') return one.endsWith(text);
      return operator !== 'contains' || one.includes(text);
    });
    return holds ? [] : [impossible(operand, 'no value that another condition allows fits this one')];
  });
}

/** The values that a condition allows, where it names each. */
function valuesOf(
  operand: Expression,
): { readonly of: string; readonly texts: readonly string[] } | undefined {
  if (operand.kind !== 'comparison' || operand.left.path.includes('*')) return undefined;
  const { left, operator, right } = operand;
  const isExact = operator === 'eq' ? right.kind === 'string' || right.kind === 'integer' : false;
  const isSet =
    operator === 'in' &&
    right.kind === 'set' &&
    right.items.every(({ kind }) => kind === 'string' || kind === 'integer');
  if (!isExact && !isSet) return undefined;
  const of = valueText(left);
  if (right.kind === 'integer') return { of, texts: [right.value.toString()] };
  if (right.kind === 'set' && right.items.some(({ kind }) => kind === 'integer')) {
    return {
      of,
      texts: right.items.flatMap((item) => (item.kind === 'integer' ? [item.value.toString()] : [])),
    };
  }
  return { of, texts: textsOf(right).map(textOf) };
}

function impossible(operand: Expression, why: string): Found {
  return {
    message: `the conditions can never hold together: ${why}`,
    help: 'join alternatives with `or`, or name them in one set: `in {...}`',
    range: operand.range,
  };
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
