/**
 * A set of numbers, of bytes or of code points, as inclusive ranges: in order, and with a gap between any two. The half-open
 * intervals of `analyse` are for the few that a condition names: a class of Unicode has hundreds, so each is read once here.
 */
export type Ranges = readonly (readonly [first: number, last: number])[];

/** The set of what lies in any of these ranges. */
export function rangesOf(parts: Ranges): Ranges {
  const merged: [number, number][] = [];
  for (const [first, last] of [...parts].sort(([a], [b]) => a - b)) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function union(left: Ranges, right: Ranges): Ranges {
  return rangesOf([...left, ...right]);
}

export function intersection(left: Ranges, right: Ranges): Ranges {
  const shared: [number, number][] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    const [[a, aEnd], [b, bEnd]] = [left[i] ?? [0, 0], right[j] ?? [0, 0]];
    if (Math.max(a, b) <= Math.min(aEnd, bEnd)) shared.push([Math.max(a, b), Math.min(aEnd, bEnd)]);
    if (aEnd < bEnd) i++;
    else j++;
  }
  return shared;
}

/** What is in the first set and not in the second. */
export function difference(left: Ranges, right: Ranges): Ranges {
  const kept: [number, number][] = [];
  let j = 0;
  for (const [first, last] of left) {
    let from = first;
    while (j < right.length && (right[j]?.[1] ?? 0) < from) j++;
    for (let k = j; k < right.length; k++) {
      const [cut, cutEnd] = right[k] ?? [0, 0];
      if (cut > last) break;
      if (cut > from) kept.push([from, cut - 1]);
      from = Math.max(from, cutEnd + 1);
    }
    if (from <= last) kept.push([from, last]);
  }
  return kept;
}

/** By halving: sets of characters have hundreds of ranges. */
export function contains(set: Ranges, value: number): boolean {
  let [low, high] = [0, set.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = set[middle] ?? [0, 0];
    if (value < first) high = middle - 1;
    else if (value > last) low = middle + 1;
    else return true;
  }
  return false;
}
