/** The bytes that a character class of a regular expression takes: one flag for each of the 256. */
export type ByteSet = Uint8Array;

/** Inclusive ranges of bytes. */
export type ByteRanges = readonly (readonly [first: number, last: number])[];

const SIZE = 256;
const CASE_BIT = 0x20;

export function byteSet(ranges: ByteRanges): ByteSet {
  const set = new Uint8Array(SIZE);
  for (const [first, last] of ranges) set.fill(1, first, last + 1);
  return set;
}

export function complement(set: ByteSet): ByteSet {
  return set.map((member) => 1 - member);
}

export function union(left: ByteSet, right: ByteSet): ByteSet {
  return left.map((member, byte) => member | (right[byte] ?? 0));
}

export function intersection(left: ByteSet, right: ByteSet): ByteSet {
  return left.map((member, byte) => member & (right[byte] ?? 0));
}

/** The set with both cases of each ASCII letter in it. Other letters have no case here: they are several bytes. */
export function foldCase(set: ByteSet): ByteSet {
  return set.map((member, byte) => {
    const lower = byte | CASE_BIT;
    const isLetter = lower >= 0x61 && lower <= 0x7a;
    return isLetter ? member | (set[byte ^ CASE_BIT] ?? 0) : member;
  });
}

/** The set as the ranges it consists of, in order. */
export function rangesOf(set: ByteSet): ByteRanges {
  const ranges: [number, number][] = [];
  for (let first = set.indexOf(1); first !== -1;) {
    const end = set.indexOf(0, first);
    ranges.push([first, (end === -1 ? SIZE : end) - 1]);
    first = end === -1 ? -1 : set.indexOf(1, end);
  }
  return ranges;
}
