/** From `from`, and up to but without `to`; without `to` there is no upper end. */
export interface Interval<T extends string | bigint> {
  readonly from: T;
  readonly to?: T;
}

/** Values of an ordered type: intervals in order that neither overlap nor touch. */
export type Intervals<T extends string | bigint = string | bigint> = readonly Interval<T>[];

export function unionOf<T extends string | bigint>(left: Intervals<T>, right: Intervals<T>): Intervals<T> {
  const sorted = [...left, ...right].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const merged: Interval<T>[] = [];
  for (const interval of sorted) {
    const open = merged.at(-1);
    if (open === undefined || (open.to !== undefined && interval.from > open.to)) merged.push(interval);
    else merged[merged.length - 1] = join(open, interval);
  }
  return merged;
}

export function intersectionOf<T extends string | bigint>(
  left: Intervals<T>,
  right: Intervals<T>,
): Intervals<T> {
  return left.flatMap((a) =>
    right.flatMap((b) => {
      const from = a.from > b.from ? a.from : b.from;
      const to = a.to === undefined ? b.to : b.to === undefined || a.to < b.to ? a.to : b.to;
      if (to === undefined) return [{ from }];
      return from < to ? [{ from, to }] : [];
    }),
  );
}

/** What is in the first and not in the second. */
export function differenceOf<T extends string | bigint>(
  whole: Intervals<T>,
  removed: Intervals<T>,
): Intervals<T> {
  let rest = whole;
  for (const hole of removed) {
    rest = rest.flatMap((interval) => {
      const before = intersectionOf([interval], [{ from: interval.from, to: hole.from }]);
      const after = hole.to === undefined ? [] : intersectionOf([interval], [{ from: hole.to }]);
      return [...(hole.from > interval.from ? before : []), ...after];
    });
  }
  return rest;
}

function join<T extends string | bigint>(left: Interval<T>, right: Interval<T>): Interval<T> {
  if (left.to === undefined || right.to === undefined) return { from: left.from };
  return { from: left.from, to: left.to > right.to ? left.to : right.to };
}
