import { type ByteRanges, byteSet, type ByteSet, complement } from './byte-set';

const DIGIT: ByteRanges = [[0x30, 0x39]];
const LOWER: ByteRanges = [[0x61, 0x7a]];
const UPPER: ByteRanges = [[0x41, 0x5a]];
const LETTER: ByteRanges = [...UPPER, ...LOWER];
const SPACE: ByteRanges = [
  [0x09, 0x0d],
  [0x20, 0x20],
];
const WORD: ByteRanges = [...DIGIT, ...LETTER, [0x5f, 0x5f]];

/** `\d`, `\s`, `\w` and their opposites. Cloudflare's engine runs without Unicode, so they are ASCII. */
export const PERL_CLASSES: ReadonlyMap<string, ByteSet> = new Map(
  Object.entries({ d: DIGIT, s: SPACE, w: WORD }).flatMap(([letter, ranges]) => [
    [letter, byteSet(ranges)],
    [letter.toUpperCase(), complement(byteSet(ranges))],
  ]),
);

/** The names of `[:name:]`. */
export const POSIX_CLASSES: ReadonlyMap<string, ByteSet> = new Map(
  Object.entries<ByteRanges>({
    alnum: [...DIGIT, ...LETTER],
    alpha: LETTER,
    ascii: [[0x00, 0x7f]],
    blank: [
      [0x09, 0x09],
      [0x20, 0x20],
    ],
    cntrl: [
      [0x00, 0x1f],
      [0x7f, 0x7f],
    ],
    digit: DIGIT,
    graph: [[0x21, 0x7e]],
    lower: LOWER,
    print: [[0x20, 0x7e]],
    punct: [
      [0x21, 0x2f],
      [0x3a, 0x40],
      [0x5b, 0x60],
      [0x7b, 0x7e],
    ],
    space: SPACE,
    upper: UPPER,
    word: WORD,
    xdigit: [...DIGIT, [0x41, 0x46], [0x61, 0x66]],
  }).map(([name, ranges]) => [name, byteSet(ranges)]),
);

/** Every byte. */
export const ANY_BYTE = byteSet([[0x00, 0xff]]);

/** What `.` takes without the flag `s`. */
export const ANY_BUT_LINE_FEED = complement(byteSet([[0x0a, 0x0a]]));

/** The same with the flag `R`, to which a carriage return ends a line as well. */
export const ANY_BUT_LINE_END = complement(
  byteSet([
    [0x0a, 0x0a],
    [0x0d, 0x0d],
  ]),
);
