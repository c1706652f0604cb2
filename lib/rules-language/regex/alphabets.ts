import { foldCharacters } from './case-folding';
import { DIGIT, SPACE, WORD } from './classes';
import { difference, intersection, type Ranges, union } from './ranges';
import { classOf } from './unicode-classes';

/** What a pattern takes for one: a byte, or with the flag `u` a character. */
export interface Alphabet {
  /** All of it. */
  readonly all: Ranges;
  /** `\d`, `\s` and `\w`. */
  readonly perl: (letter: string) => Ranges | undefined;
  /** The set with every case of the letters in it. */
  readonly fold: (set: Ranges) => Ranges;
}

const LOWER: Ranges = [[0x61, 0x7a]];
const UPPER: Ranges = [[0x41, 0x5a]];
const CASE_DISTANCE = 0x20;

const ASCII_CLASSES: ReadonlyMap<string, Ranges> = new Map([
  ['d', DIGIT],
  ['s', SPACE],
  ['w', WORD],
]);

/** In JavaScript's words; a definition of Unicode's own for `\w`. */
const UNICODE_CLASSES: ReadonlyMap<string, string> = new Map([
  ['d', '\\p{Nd}'],
  ['s', '\\p{White_Space}'],
  ['w', '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}'],
]);

/** Cloudflare's engine begins so. Letters beyond ASCII have no case here: they are several bytes. */
export const BYTES: Alphabet = {
  all: [[0x00, 0xff]],
  perl: (letter) => ASCII_CLASSES.get(letter),
  fold: (set) =>
    union(
      set,
      union(shift(intersection(set, UPPER), CASE_DISTANCE), shift(intersection(set, LOWER), -CASE_DISTANCE)),
    ),
};

/** Code points, without the surrogates: these are no characters. */
export const CHARACTERS: Alphabet = {
  all: [
    [0x00, 0xd7ff],
    [0xe000, 0x10ffff],
  ],
  perl: (letter) => {
    const source = UNICODE_CLASSES.get(letter);
    return source === undefined ? undefined : classOf(source);
  },
  fold: foldCharacters,
};

const COMPLEMENTS = new WeakMap<Alphabet, WeakMap<Ranges, Ranges>>();

/** What of the alphabet is not in the set. The same set gives the same answer: classes have hundreds of ranges. */
export function complement(alphabet: Alphabet, set: Ranges): Ranges {
  const known = COMPLEMENTS.get(alphabet) ?? new WeakMap<Ranges, Ranges>();
  COMPLEMENTS.set(alphabet, known);
  const answer = known.get(set) ?? difference(alphabet.all, set);
  known.set(set, answer);
  return answer;
}

function shift(set: Ranges, by: number): Ranges {
  return set.map(([first, last]) => [first + by, last + by]);
}
