import type { Comparison, SetItem } from '../syntax/ast';
import type { Integer } from '../evaluate/integers';
import { mergeSpans, type Span } from './spans';

/** The integers for which a comparison with constants is true. */
export interface IntegerSet {
  /**
   * Where it begins and ends, in turn and in order: an integer is in it if an odd number of bounds are at or below it. One
   * that no number holds is rounded, which makes no difference to an integer that is a number.
   */
  readonly bounds: readonly number[];
  readonly exact: readonly bigint[];
  /** Whether it has all others instead. */
  readonly inverted: boolean;
}

/** @param exact in order */
function integerSet(exact: readonly bigint[], inverted = false): IntegerSet {
  const bounds: number[] = [];
  for (const bound of exact) bounds.push(Number(bound));
  return { bounds, exact, inverted };
}

export const NO_INTEGERS: IntegerSet = integerSet([]);

/** The integers in some ranges, in any order, each with its last one. */
export function integersIn(spans: readonly Span<bigint>[]): IntegerSet {
  const { firsts, lasts } = mergeSpans(spans);
  const bounds: bigint[] = [];
  for (const [at, first] of firsts.entries()) bounds.push(first, (lasts[at] ?? first) + 1n);
  return integerSet(bounds);
}

/** `undefined` for a comparison with anything but integers of the expression, and for `bitwise_and`. */
export function integersOf({ operator, right }: Comparison): IntegerSet | undefined {
  if (right.kind === 'set') {
    const kind = right.items[0]?.kind;
    return kind === 'integer' || kind === 'integer-range' ? integersIn(spansOf(right.items)) : undefined;
  }
  if (right.kind !== 'integer') return undefined;
  const { value } = right;
  switch (operator) {
    case 'eq':
      return integerSet([value, value + 1n]);
    case 'ne':
      return integerSet([value, value + 1n], true);
    case 'lt':
      return integerSet([value], true);
    case 'le':
      return integerSet([value + 1n], true);
    case 'gt':
      return integerSet([value + 1n]);
    case 'ge':
      return integerSet([value]);
    default:
      return undefined;
  }
}

function spansOf(items: readonly SetItem[]): readonly Span<bigint>[] {
  const spans: Span<bigint>[] = [];
  for (const item of items) {
    if (item.kind === 'integer') spans.push({ from: item.value, to: item.value });
    else if (item.kind === 'integer-range') spans.push(item);
  }
  return spans;
}

export function hasInteger({ bounds, exact, inverted }: IntegerSet, value: Integer): boolean {
  if (typeof value !== 'number') return hasExactly(exact, value) !== inverted;
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value < (bounds[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return ((low & 1) === 1) !== inverted;
}

/** In a function of its own: JavaScript compares numbers faster in a place where it has met nothing else. */
function hasExactly(bounds: readonly bigint[], value: bigint): boolean {
  return bounds.filter((bound) => bound <= value).length % 2 === 1;
}
