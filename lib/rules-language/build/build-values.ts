import { readAddress, readAddressItem } from '../addresses/address-items';
import type {
  Argument,
  Comparison,
  ComparisonOperator,
  Expression,
  Index,
  IntegerLiteral,
  Right,
  SetItem,
  StringLiteral,
  Value,
} from '../syntax/ast';
import { encodeText } from '../text/bytes';
import { ORDER_OPERATORS } from '../catalogue/operators';
import { print } from '../syntax/print';
import { isMapped } from '../check/type-of';
import type {
  AddressValue,
  ArrayValue,
  ElementCondition,
  IntegerValue,
  MapValue,
  Ordered,
  TextValue,
} from './typed-values';
import { elementOf, isArray, isMap, type Type } from '../catalogue/types';

/** What a condition becomes: itself, or a condition on elements. */
type Wrap<C> = (expression: Expression) => C;
const asExpression: Wrap<Expression> = (expression) => expression;
const asElementCondition: Wrap<ElementCondition> = (ofElements) => ({ ofElements });

/** A value with just the operators that its type has. The caller knows which of the types in the tables it is. */
export function typed(value: Value, type: Type): unknown {
  if (isArray(type) || isMap(type)) return collection(value, elementOf(type) ?? type);
  return type === 'Bool' ? { kind: 'truth', value } : primitive(value, type, asExpression);
}

function primitive<C>(value: Value, type: Type, wrap: Wrap<C>): unknown {
  if (type === 'Bytes') return text(value, wrap);
  return type === 'Int' ? integer(value, wrap) : address(value, wrap);
}

function collection(value: Value, element: Type): ArrayValue<string> & MapValue<string> {
  return {
    value,
    at: (position) => typed(indexed(value, position), element) as never,
    key: (key) => typed(indexed(value, { key: encodeText(key) }), element) as never,
    each: () => primitive(indexed(value, '*'), element, asElementCondition) as never,
    length: () => integer(call('len', value), asExpression),
  };
}

function text<C>(value: Value, wrap: Wrap<C>): TextValue<C> {
  const compare = (operator: ComparisonOperator, right: Right) => wrap(comparison(value, operator, right));
  const checked = (operator: ComparisonOperator, right: Right) =>
    wrap(checkedComparison(value, operator, right));
  const affix = (name: string, other: string | TextValue) =>
    wrap({ kind: 'truth', value: call(name, value, textOf(other)) });
  const derived = (name: string, ...rest: readonly Argument[]) => text(mapped(name, value, rest), wrap);
  return {
    value,
    ...ordered(value, textOf, wrap),
    contains: (part) => compare('contains', stringLiteral(part)),
    matches: (pattern) => checked('matches', { kind: 'regex', pattern: encodeText(pattern) }),
    wildcard: (pattern) => checked('wildcard', { kind: 'wildcard', pattern: encodeText(pattern) }),
    strictWildcard: (pattern) =>
      checked('strict wildcard', { kind: 'wildcard', pattern: encodeText(pattern) }),
    in: (texts) => compare('in', { kind: 'set', items: texts.map(stringLiteral) }),
    inList: (name) => wrap(checkedComparison(value, 'in', { kind: 'list', name })),
    startsWith: (prefix) => affix('starts_with', prefix),
    endsWith: (suffix) => affix('ends_with', suffix),
    lower: () => derived('lower'),
    upper: () => derived('upper'),
    urlDecode: (options) => derived('url_decode', ...(options === undefined ? [] : [stringLiteral(options)])),
    substring: (start, end) =>
      derived('substring', integerLiteral(start), ...(end === undefined ? [] : [integerLiteral(end)])),
    length: () => integer(mapped('len', value, []), wrap),
  };
}

function integer<C>(value: Value, wrap: Wrap<C>): IntegerValue<C> {
  return {
    value,
    ...ordered(
      value,
      (other: number | bigint | IntegerValue) =>
        typeof other === 'object' ? other.value : integerLiteral(other),
      wrap,
    ),
    in: (items) => wrap(checkedComparison(value, 'in', { kind: 'set', items: items.map(integerItem) })),
    inList: (name) => wrap(checkedComparison(value, 'in', { kind: 'list', name })),
  };
}

function address<C>(value: Value, wrap: Wrap<C>): AddressValue<C> {
  const { eq, ne } = ordered(
    value,
    (other: string | AddressValue): Right => (typeof other === 'string' ? readAddress(other) : other.value),
    wrap,
  );
  return {
    value,
    eq,
    ne,
    inSet: (addresses) =>
      wrap(comparison(value, 'in', { kind: 'set', items: addresses.map(readAddressItem) })),
    inList: (name) => wrap(checkedComparison(value, 'in', { kind: 'list', name })),
  };
}

function ordered<V, C>(value: Value, rightOf: (other: V) => Right, wrap: Wrap<C>): Ordered<V, C> {
  return Object.fromEntries(
    ORDER_OPERATORS.map((operator) => [
      operator,
      (other: V) => wrap(comparison(value, operator, rightOf(other))),
    ]),
  ) as unknown as Ordered<V, C>;
}

function comparison(left: Value, operator: ComparisonOperator, right: Right): Comparison {
  return { kind: 'comparison', left, operator, right };
}

/** @throws RulesLanguageError for a pattern, a name or numbers that the language does not take */
function checkedComparison(left: Value, operator: ComparisonOperator, right: Right): Comparison {
  const condition = comparison(left, operator, right);
  // A condition on elements is no expression of its own.
  parser().parse(
    print(isMapped(left) ? { kind: 'quantifier', quantifier: 'any', argument: condition } : condition),
  );
  return condition;
}

/** Loaded when it is needed: exceptions are built without patterns, and the parser would cost each synth a tenth. */
function parser(): typeof import('../parse/parse') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at once
  return require('../parse/parse') as typeof import('../parse/parse');
}

function indexed(value: Value, index: Index): Value {
  return { ...value, path: [...value.path, index] };
}

function call(name: string, ...args: readonly Argument[]): Value {
  return { kind: 'call', function: name, arguments: args, path: [] };
}

/** A call whose result is one for each element where its first argument is. */
function mapped(name: string, value: Value, rest: readonly Argument[]): Value {
  const result = call(name, value, ...rest);
  return value.path.includes('*') ? indexed(result, '*') : result;
}

function textOf(other: string | TextValue): StringLiteral | Value {
  return typeof other === 'string' ? stringLiteral(other) : other.value;
}

function stringLiteral(value: string): StringLiteral {
  return { kind: 'string', value: encodeText(value) };
}

function integerLiteral(value: number | bigint): IntegerLiteral {
  return { kind: 'integer', value: BigInt(value) };
}

function integerItem(item: number | bigint | readonly [number | bigint, number | bigint]): SetItem {
  return typeof item === 'object'
    ? { kind: 'integer-range', from: BigInt(item[0]), to: BigInt(item[1]) }
    : integerLiteral(item);
}
