import { bitsOf, lastAddressOf, networkOf } from '../addresses/addresses';
import { readCidr } from '../addresses/spans';
import type { Argument, Comparison, Expression, Field, Right, SetItem, Value } from '../syntax/ast';
import { encodeText } from '../text/bytes';
import { fieldSlot } from '../context/field-slots';
import { CLOUDFLARE_SCHEME } from '../catalogue/scheme';
import { isMapped, itemTypeOf } from '../check/type-of';
import { plainForm } from './plain-form';

/** Contents of lists by name, without `$`: addresses and CIDRs, hostnames, or AS numbers. */
export type Lists = Readonly<Record<string, readonly (string | number)[]>>;

/**
 * The expression with the current names of its fields, with the contents of the lists that are known, and with plain
 * conditions for those that say the same, so that equal conditions are equal trees.
 */
export function resolve(expression: Expression, lists: Lists): Expression {
  if (Object.keys(lists).length > 0) return resolveIn(expression, lists);
  const known = withoutLists.get(expression);
  if (known !== undefined) return known;
  const resolved = resolveIn(expression, lists);
  withoutLists.set(expression, resolved);
  return resolved;
}

/** A rule is compared many times: equal trees make what is known of their parts worth keeping. */
const withoutLists = new WeakMap<Expression, Expression>();

function resolveIn(expression: Expression, lists: Lists): Expression {
  switch (expression.kind) {
    case 'boolean':
      return expression;
    case 'truth':
      return { ...expression, value: resolveValue(expression.value, lists) };
    case 'not':
      return { kind: 'not', operand: resolve(expression.operand, lists) };
    case 'logical':
      return { ...expression, operands: expression.operands.map((operand) => resolve(operand, lists)) };
    case 'quantifier':
      return { ...expression, argument: resolve(expression.argument, lists) };
    case 'comparison':
      return resolveComparison(expression, lists);
  }
}

function resolveComparison(comparison: Comparison, lists: Lists): Expression {
  const left = resolveValue(comparison.left, lists);
  const { right } = comparison;
  const resolved = { ...comparison, left, right: resolveRight(right, lists) };
  if (right.kind !== 'list') return plainForm(resolved);
  if (isMapped(left) || !Object.hasOwn(lists, right.name)) return resolved;
  return inContents(resolved, lists[right.name] ?? []) ?? resolved;
}

/**
 * A comparison with a list, as one with the items of the list.
 *
 * @returns `undefined` for items of another kind than the value: those stay a list that is not known
 */
export function inContents(
  comparison: Comparison,
  items: readonly (string | number)[],
): Expression | undefined {
  const type = itemTypeOf(comparison.left, CLOUDFLARE_SCHEME);
  const set = (all: readonly SetItem[]): Comparison => ({
    ...comparison,
    right: { kind: 'set', items: all },
  });
  const numbers = items.filter((item) => typeof item === 'number');
  if (type === 'Int') {
    return numbers.length < items.length
      ? undefined
      : set(numbers.map((value) => ({ kind: 'integer', value: BigInt(value) })));
  }
  const texts = items.filter((item) => typeof item === 'string');
  const ranges = texts.map(rangeOf).filter((range) => range !== undefined);
  if (numbers.length > 0) return undefined;
  if (type === 'Ip') return ranges.length < texts.length ? undefined : set(ranges);
  if (type !== 'Bytes' || ranges.length > 0) return undefined;
  const exact = set(texts.map((text) => ({ kind: 'string', value: encodeText(text) })));
  const suffixes = texts.filter((text) => text.startsWith('*.')).map((text) => encodeText(text.slice(1)));
  if (suffixes.length === 0) return exact;
  const ends = suffixes.map((value): Expression => ({
    kind: 'truth',
    value: {
      kind: 'call',
      function: 'ends_with',
      arguments: [comparison.left, { kind: 'string', value }],
      path: [],
    },
  }));
  return { kind: 'logical', operator: 'or', operands: [exact, ...ends] };
}

function rangeOf(text: string): SetItem | undefined {
  const cidr = readCidr(text);
  if (cidr === undefined) return undefined;
  const { address, prefixLength } = cidr;
  if (prefixLength === bitsOf(address)) return { kind: 'address', address };
  return networkOf(address, prefixLength) === address
    ? { kind: 'cidr', address, prefixLength }
    : { kind: 'address-range', from: address, to: lastAddressOf(address, prefixLength) };
}

function resolveRight(right: Right, lists: Lists): Right {
  return right.kind === 'field' || right.kind === 'call' ? resolveValue(right, lists) : right;
}

function resolveValue(value: Value, lists: Lists): Value {
  if (value.kind === 'field') return resolveField(value);
  return { ...value, arguments: value.arguments.map((argument) => resolveArgument(argument, lists)) };
}

function resolveField(field: Field): Field {
  return { ...field, name: fieldSlot(field.name)?.name ?? field.name };
}

function resolveArgument(argument: Argument, lists: Lists): Argument {
  switch (argument.kind) {
    case 'field':
    case 'call':
      return resolveValue(argument, lists);
    case 'string':
    case 'integer':
    case 'address':
      return argument;
    default:
      return resolve(argument, lists) as Argument;
  }
}
