import type { Comparison, Expression, Literal, OrderOperator, Truth, Value } from '../syntax/ast';
import { wildcardPieces } from '../text/wildcard-pieces';
import { print } from '../syntax/print';
import { CLOUDFLARE_SCHEME } from '../catalogue/scheme';
import { isMapped, itemTypeOf, typeOf } from '../check/type-of';
import { lowerAscii } from '../evaluate/values';
import { addressNumber } from '../addresses/numbers';
import {
  type Domain,
  intersect,
  isEmpty,
  isPrimitive,
  itemsOf,
  point,
  prefixed,
  related,
  UNIVERSE,
  unite,
} from './domains';
import { differenceOf, type Intervals } from './intervals';
import { judge } from '../values/judge';
import { isCertain } from '../values/value-fact';

/** What the values of a request may be, by the text of the value; `undefined` if no request is possible. */
export type Constraints = ReadonlyMap<string, Domain> | undefined;

/** What must hold for the requests for which a condition is true, and for which it is false. */
export interface Outcome {
  readonly whenTrue: Constraints;
  readonly whenFalse: Constraints;
}

const NONE: Constraints = new Map();
const UNRESTRICTED: Outcome = { whenTrue: NONE, whenFalse: NONE };

/** Constraints hold for every request that matches; that a request fulfils them does not mean that it matches. */
export function constraintsOf(expression: Expression): Outcome {
  switch (expression.kind) {
    case 'boolean':
      return expression.value
        ? { whenTrue: NONE, whenFalse: undefined }
        : { whenTrue: undefined, whenFalse: NONE };
    case 'truth':
    case 'comparison':
      return ofLeaf(expression);
    case 'quantifier':
      return UNRESTRICTED;
    case 'not': {
      const { whenTrue, whenFalse } = constraintsOf(expression.operand);
      return { whenTrue: whenFalse, whenFalse: whenTrue };
    }
    case 'logical': {
      if (expression.operator === 'xor') return UNRESTRICTED;
      const outcomes = expression.operands.map(constraintsOf);
      const trues = outcomes.map(({ whenTrue }) => whenTrue);
      const falses = outcomes.map(({ whenFalse }) => whenFalse);
      return expression.operator === 'and'
        ? { whenTrue: both(trues), whenFalse: either(falses) }
        : { whenTrue: either(trues), whenFalse: both(falses) };
    }
  }
}

function both(all: readonly Constraints[]): Constraints {
  return all.reduce((left, right) => {
    if (left === undefined || right === undefined) return undefined;
    const merged = new Map(left);
    for (const [name, domain] of right) {
      const other = merged.get(name);
      const met = other === undefined ? domain : intersect(other, domain);
      if (isEmpty(met)) return undefined;
      merged.set(name, met);
    }
    return merged;
  });
}

function either(all: readonly Constraints[]): Constraints {
  return all.reduce((left, right) => {
    if (left === undefined) return right;
    if (right === undefined) return left;
    const merged = new Map<string, Domain>();
    for (const [name, domain] of left) {
      const other = right.get(name);
      if (other !== undefined) merged.set(name, unite(domain, other));
    }
    return merged;
  });
}

/** What the values of its left side decide alone is no constraint, but the end of the question. */
function ofLeaf(leaf: Comparison | Truth): Outcome {
  const outcome = leaf.kind === 'truth' ? ofTruth(leaf.value) : ofComparison(leaf);
  const verdict = judge(leaf, isCertain)?.verdict;
  if (verdict === undefined) return outcome;
  return verdict === 'never'
    ? { whenTrue: undefined, whenFalse: NONE }
    : { whenTrue: NONE, whenFalse: undefined };
}

function ofTruth(value: Value): Outcome {
  if (typeOf(value, CLOUDFLARE_SCHEME) !== 'Bool') return UNRESTRICTED;
  if (value.kind === 'call' && value.function === 'starts_with' && value.path.length === 0) {
    const [text, prefix] = value.arguments;
    if ((text?.kind === 'field' || text?.kind === 'call') && prefix?.kind === 'string') {
      return within(text, [prefixed(prefix.value)]);
    }
  }
  return within(value, [point(1n)]);
}

function ofComparison({ left, operator, right }: Comparison): Outcome {
  if (isMapped(left)) return UNRESTRICTED;
  const type = itemTypeOf(left, CLOUDFLARE_SCHEME);
  if (!isPrimitive(type)) return UNRESTRICTED;
  const universe = UNIVERSE[type];
  // All that is sure of the other operators is that a comparison with a missing value is false.
  const present = {
    whenTrue: only(left, { intervals: universe, lists: [], missing: false }),
    whenFalse: NONE,
  };
  switch (right.kind) {
    case 'set':
      return within(left, itemsOf(right.items));
    case 'list':
      return {
        whenTrue: only(left, { intervals: [], lists: [right.name], missing: false }),
        whenFalse: NONE,
      };
    case 'wildcard':
      return ofWildcard(left, right.pattern, operator === 'strict wildcard');
    case 'string':
    case 'integer':
    case 'address':
      return operator === 'contains' || operator === 'bitwise_and'
        ? present
        : ofOrder(left, operator as OrderOperator, right, universe);
    default:
      return present;
  }
}

function ofOrder(left: Value, operator: OrderOperator, literal: Literal, universe: Intervals): Outcome {
  const value = literal.kind === 'address' ? addressNumber(literal.address) : literal.value;
  // Addresses have an order only within their family, which is not reliable.
  if (literal.kind === 'address' && operator !== 'eq' && operator !== 'ne') return UNRESTRICTED;
  return within(left, related(operator, value, universe));
}

/** What is before the first `*` is the beginning of the text; the rest is not looked at. */
function ofWildcard(left: Value, pattern: string, caseSensitive: boolean): Outcome {
  const subject: Value = caseSensitive
    ? left
    : { kind: 'call', function: 'lower', arguments: [left], path: [] };
  const pieces = wildcardPieces(caseSensitive ? pattern : lowerAscii(pattern));
  const [first = ''] = pieces;
  if (pieces.length === 1) return within(subject, [point(first)]);
  const outcome = within(subject, [prefixed(first)]);
  return pieces.length === 2 && pieces[1] === '' ? outcome : { ...outcome, whenFalse: NONE };
}

/** True exactly for the values in the intervals, so false for all others and if the value is missing. */
function within(value: Value, intervals: Intervals): Outcome {
  const type = itemTypeOf(value, CLOUDFLARE_SCHEME);
  const universe = isPrimitive(type) ? UNIVERSE[type] : [];
  const missing = value.kind === 'call' || value.path.length > 0;
  return {
    whenTrue: only(value, { intervals, lists: [], missing: false }),
    whenFalse: only(value, { intervals: differenceOf(universe, intervals), lists: [], missing }),
  };
}

function only(value: Value, domain: Domain): Constraints {
  return isEmpty(domain) ? undefined : new Map([[print({ kind: 'truth', value }), domain]]);
}
