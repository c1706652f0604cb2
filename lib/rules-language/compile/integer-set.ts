import type { Comparison, SetItem } from '../syntax/ast';
import type { Integer } from '../evaluate/integers';
import { type MergedSpans, mergeSpans, type Span } from './spans';

/** The integers for which a comparison with constants is true. */
export interface IntegerSet {
  /** Ranges in order. */
  readonly exact: MergedSpans<bigint>;
  /**
   * Where each range begins, and the number behind it: an integer is in one if an odd number of these are at or below it.
   * What no number holds is rounded, which makes no difference to an integer that is a number.
   */
  readonly bounds: readonly number[];
  /** Whether it has all others instead. */
  readonly inverted: boolean;
}

/** @param exact the last range may have no end */
function integerSet(exact: MergedSpans<bigint>, inverted = false): IntegerSet {
  const bounds: number[] = [];
  for (const [at, first] of exact.firsts.entries()) {
    bounds.push(Number(first));
    const last = exact.lasts[at];
    if (last !== undefined) bounds.push(Number(last) + 1);
  }
  return { exact, bounds, inverted };
}

export const NO_INTEGERS: IntegerSet = integerSet({ firsts: [], lasts: [] });

/** The integers in some ranges, in any order, each with its last one. */
export function integersIn(spans: readonly Span<bigint>[]): IntegerSet {
  return integerSet(mergeSpans(spans));
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
      return integerSet({ firsts: [value], lasts: [value] });
    case 'ne':
      return integerSet({ firsts: [value], lasts: [value] }, true);
    case 'lt':
      return integerSet({ firsts: [value], lasts: [] }, true);
    case 'le':
      return integerSet({ firsts: [value + 1n], lasts: [] }, true);
    case 'gt':
      return integerSet({ firsts: [value + 1n], lasts: [] });
    case 'ge':
      return integerSet({ firsts: [value], lasts: [] });
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
function hasExactly({ firsts, lasts }: MergedSpans<bigint>, value: bigint): boolean {
  return firsts.some((first, at) => first <= value && value <= (lasts[at] ?? value));
}
