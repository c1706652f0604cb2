import { ADDRESS_COUNT, addressNumber } from '../addresses/numbers';
import { spanOf } from '../addresses/spans';
import type { OrderOperator, SetItem } from '../syntax/ast';
import type { Type } from '../catalogue/types';
import { differenceOf, type Interval, intersectionOf, type Intervals, unionOf } from './intervals';

/**
 * The values that something may have: those of some intervals, the members of some lists, and whether it may be missing.
 * It may hold too many, and never too few.
 */
export interface Domain {
  readonly intervals: Intervals;
  readonly lists: readonly string[];
  readonly missing: boolean;
}

const MAX_INT = 2n ** 63n;

/** All values of a type, in an order that makes texts with one beginning, and the addresses of a network, neighbours. */
export const UNIVERSE: Readonly<Record<'Bool' | 'Bytes' | 'Int' | 'Ip', Intervals>> = {
  Bool: [{ from: 0n, to: 2n }],
  Bytes: [{ from: '' }],
  Int: [{ from: -MAX_INT, to: MAX_INT }],
  Ip: [{ from: 0n, to: ADDRESS_COUNT }],
};

export function isPrimitive(type: Type): type is keyof typeof UNIVERSE {
  return Object.hasOwn(UNIVERSE, type);
}

/** The value alone: the next text in order is the same with a byte of zero behind it. */
export function point(value: string | bigint): Interval<string | bigint> {
  return typeof value === 'bigint' ? { from: value, to: value + 1n } : { from: value, to: `${value}\0` };
}

/** All texts that begin so. */
export function prefixed(prefix: string): Interval<string> {
  const end = prefix.replace(/\xff+$/, '');
  if (end === '') return { from: prefix };
  return { from: prefix, to: end.slice(0, -1) + String.fromCharCode(end.charCodeAt(end.length - 1) + 1) };
}

/** What is in this relation to a value. */
export function related(operator: OrderOperator, value: string | bigint, universe: Intervals): Intervals {
  const at = point(value);
  const from = universe[0]?.from ?? value;
  const upTo = (to: string | bigint | undefined) =>
    intersectionOf(universe, [to === undefined ? { from } : { from, to }]);
  switch (operator) {
    case 'eq':
      return intersectionOf(universe, [at]);
    case 'ne':
      return differenceOf(universe, [at]);
    case 'lt':
      return upTo(value);
    case 'le':
      return upTo(at.to);
    case 'gt':
      return differenceOf(universe, upTo(at.to));
    case 'ge':
      return differenceOf(universe, upTo(value));
  }
}

/** The values of a set. */
export function itemsOf(items: readonly SetItem[]): Intervals {
  return unionOf<string | bigint>(items.map(itemOf), []);
}

function itemOf(item: SetItem): Interval<string | bigint> {
  switch (item.kind) {
    case 'string':
    case 'integer':
      return point(item.value);
    case 'integer-range':
      return { from: item.from, to: item.to + 1n };
    case 'address':
    case 'address-range':
    case 'cidr': {
      const { from, to } = spanOf(item);
      return { from: addressNumber(from), to: addressNumber(to) + 1n };
    }
  }
}

export function isEmpty({ intervals, lists, missing }: Domain): boolean {
  return intervals.length === 0 && lists.length === 0 && !missing;
}

export function unite(left: Domain, right: Domain): Domain {
  return {
    intervals: unionOf(left.intervals, right.intervals),
    lists: [...new Set([...left.lists, ...right.lists])],
    missing: left.missing || right.missing,
  };
}

/** Members of a list may lie anywhere, so they stay, unless the other side leaves nothing. */
export function intersect(left: Domain, right: Domain): Domain {
  const lists = new Set<string>();
  if (right.intervals.length > 0 || right.lists.length > 0) for (const list of left.lists) lists.add(list);
  if (left.intervals.length > 0) for (const list of right.lists) lists.add(list);
  return {
    intervals: intersectionOf(left.intervals, right.intervals),
    lists: [...lists],
    missing: left.missing && right.missing,
  };
}
