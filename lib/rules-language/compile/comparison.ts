import type { Comparison, ComparisonOperator, OrderOperator } from '../syntax/ast';
import { compileValue, literalValue, type Read } from './value';
import type { ExecutionContext } from '../context/execution-context';
import { integersOf, hasInteger } from './integer-set';
import { compileSet } from './membership';
import { failureOf, tryRegex } from './try-regex';
import { CLOUDFLARE_SCHEME } from '../catalogue/scheme';
import { itemTypeOf } from '../check/type-of';
import { type Integer, shareBits } from '../evaluate/integers';
import { type Ternary, Unknown } from '../evaluate/unknown';
import type { Reading, RuntimeValue } from '../evaluate/values';
import { literalTest } from '../text/literal-search';
import { compileWildcard } from './wildcard';

/** Decides a comparison for one value that is there. */
export type Test = (value: RuntimeValue, context: ExecutionContext) => Ternary;

/** Decides a comparison for what a value read as: anything compared with a missing value is false, `ne` included. */
export function applyTest(test: Test, reading: Reading, context: ExecutionContext): Ternary {
  if (reading === undefined) return false;
  return reading instanceof Unknown ? reading : test(reading, context);
}

/** What is right of the value, and how it is compared. */
export function compileTest(comparison: Comparison): Test {
  const { left, operator, right } = comparison;
  const integers = integersOf(comparison);
  if (integers !== undefined) return (value) => hasInteger(integers, value as Integer);
  switch (right.kind) {
    case 'set':
      return compileSet(right);
    case 'list': {
      const { name } = right;
      return (value, context) => context.isInList(name, value);
    }
    case 'regex':
      return regexTest(right.pattern);
    case 'wildcard':
      return compileWildcard(right.pattern, operator === 'strict wildcard').test as Test;
    case 'field':
    case 'call':
      return dynamicTest(operator, compileValue(right), itemTypeOf(left, CLOUDFLARE_SCHEME) === 'Ip');
    default:
      return testLiteral(operator, literalValue(right), right.kind === 'address');
  }
}

function testLiteral(operator: ComparisonOperator, literal: string | Integer, isAddress: boolean): Test {
  switch (operator) {
    case 'eq':
      return (value) => value === literal;
    case 'ne':
      return (value) => value !== literal;
    case 'contains':
      return literalTest(literal as string) as Test;
    case 'bitwise_and':
      return (value) => shareBits(value as Integer, literal as Integer);
    default: {
      const order = ORDERS[operator as OrderOperator];
      return isAddress
        ? (value) => sameFamily(value, literal) && order(value as string, literal)
        : (value) => order(value as string | Integer, literal);
    }
  }
}

/** A field or function on the right side; if it is missing, the comparison is false. */
function dynamicTest(operator: ComparisonOperator, read: Read, addresses: boolean): Test {
  const order = ORDERS[operator as OrderOperator];
  const isEquality = operator === 'eq' || operator === 'ne';
  return (value, context) =>
    applyTest(
      (other) =>
        (isEquality || !addresses || sameFamily(value, other)) &&
        order(value as string | Integer, other as string | Integer),
      read(context),
      context,
    );
}

/** Bytes and addresses are strings of bytes, which JavaScript orders by byte. */
const ORDERS: Readonly<Record<OrderOperator, (left: string | Integer, right: string | Integer) => boolean>> =
  {
    eq: (left, right) => left === right,
    ne: (left, right) => left !== right,
    lt: (left, right) => left < right,
    le: (left, right) => left <= right,
    gt: (left, right) => left > right,
    ge: (left, right) => left >= right,
  };

function sameFamily(left: RuntimeValue, right: RuntimeValue): boolean {
  return (left as string).length === (right as string).length;
}

function regexTest(pattern: string): Test {
  const regex = tryRegex(pattern);
  if (regex instanceof Unknown) return () => regex;
  const { test } = regex;
  return (value) => {
    try {
      return test(value as string);
    } catch (error) {
      return failureOf(pattern, error);
    }
  };
}

/** A verdict for each element; one that cannot be known does not hide the others. */
export function testEach(
  test: Test,
  elements: readonly RuntimeValue[],
  context: ExecutionContext,
): readonly Ternary[] {
  return elements.map((element) => test(element, context));
}
