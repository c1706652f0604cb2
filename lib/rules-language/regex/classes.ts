import { type Ranges, rangesOf } from './ranges';

const LETTER: Ranges = [
  [0x41, 0x5a],
  [0x61, 0x7a],
];
export const DIGIT: Ranges = [[0x30, 0x39]];
export const SPACE: Ranges = [
  [0x09, 0x0d],
  [0x20, 0x20],
];
export const WORD: Ranges = rangesOf([...DIGIT, ...LETTER, [0x5f, 0x5f]]);

/** The names of `[:name:]`. They are ASCII, also with the flag `u`. */
export const POSIX_CLASSES: ReadonlyMap<string, Ranges> = new Map(
  Object.entries<Ranges>({
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
    lower: [[0x61, 0x7a]],
    print: [[0x20, 0x7e]],
    punct: [
      [0x21, 0x2f],
      [0x3a, 0x40],
      [0x5b, 0x60],
      [0x7b, 0x7e],
    ],
    space: SPACE,
    upper: [[0x41, 0x5a]],
    word: WORD,
    xdigit: [...DIGIT, [0x41, 0x46], [0x61, 0x66]],
  }),
);

/** What `.` does not take without the flag `s`. */
export const LINE_FEED: Ranges = [[0x0a, 0x0a]];

/** The same with the flag `R`, to which a carriage return ends a line as well. */
export const LINE_ENDS: Ranges = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
];
