export interface Span<T> {
  readonly from: T;
  readonly to: T;
}

/** Ranges in order, none of which overlap: where each begins, and where it ends. */
export interface MergedSpans<T> {
  readonly firsts: readonly T[];
  readonly lasts: readonly T[];
}

export function mergeSpans<T extends string | bigint | number>(spans: readonly Span<T>[]): MergedSpans<T> {
  const isInOrder = spans.every(({ from }, at) => at === 0 || from >= (spans[at - 1]?.from ?? from));
  const sorted = isInOrder
    ? spans
    : [...spans].sort((left, right) => (left.from < right.from ? -1 : left.from > right.from ? 1 : 0));
  const firsts: T[] = [];
  const lasts: T[] = [];
  for (const { from, to } of sorted) {
    const end = lasts.at(-1);
    if (end === undefined || from > end) {
      firsts.push(from);
      lasts.push(to);
    } else if (to > end) {
      lasts[lasts.length - 1] = to;
    }
  }
  return { firsts, lasts };
}
