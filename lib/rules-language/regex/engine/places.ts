import { contains } from '../ranges';
import { CHARACTERS } from '../alphabets';
import { WORD } from '../classes';
import type { Place } from '../tree';
import { characterAfter, characterBefore } from './characters';

/** What a place of the text has before it, and behind it. */
export type Side = typeof EDGE | typeof LINE_FEED | typeof CARRIAGE_RETURN | typeof WORD_BYTE | typeof OTHER;

/** The beginning of the text before it, or the end behind it. */
export const EDGE = 0;
const LINE_FEED = 1;
const CARRIAGE_RETURN = 2;
const WORD_BYTE = 3;
export const OTHER = 4;
export const SIDES: readonly Side[] = [EDGE, LINE_FEED, CARRIAGE_RETURN, WORD_BYTE, OTHER];

const SIDE_OF_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x0a) return LINE_FEED;
  if (byte === 0x0d) return CARRIAGE_RETURN;
  return contains(WORD, byte) ? WORD_BYTE : OTHER;
});

export function sideOf(byte: number): Side {
  return (SIDE_OF_BYTE[byte] ?? OTHER) as Side;
}

/** Before this place. */
export function sideBefore(text: string, at: number): Side {
  return at === 0 ? EDGE : sideOf(text.charCodeAt(at - 1));
}

/** A place that depends on whole characters around it, which a byte on each side does not tell. */
export function needsCharacters(place: Place): boolean {
  return place.startsWith('unicode-');
}

/** A place that depends on more than whether the text begins or ends there. */
export function needsSides(place: Place): boolean {
  return place !== 'start' && place !== 'end';
}

/**
 * Whether a place is there. Those that need characters take the same as the others here: between bytes of ASCII there is no
 * difference.
 *
 * @param after `undefined` if it is not known
 * @returns `undefined` if it depends on what is behind it, and that is not known
 */
export function holds(place: Place, before: Side, after: Side | undefined): boolean | undefined {
  switch (place) {
    case 'nothing':
      return true;
    case 'start':
      return before === EDGE;
    case 'line-start':
      return before === EDGE || before === LINE_FEED;
    case 'crlf-line-start':
      if (before !== CARRIAGE_RETURN) return before === EDGE || before === LINE_FEED;
      return after === undefined ? undefined : after !== LINE_FEED;
    case 'word-start-half':
    case 'unicode-word-start-half':
      return before !== WORD_BYTE;
    default:
      return after === undefined ? undefined : holdsBetween(place, before, after);
  }
}

function holdsBetween(
  place: Exclude<Place, 'nothing' | `${'' | 'crlf-line-' | 'line-'}start` | `${string}start-half`>,
  before: Side,
  after: Side,
): boolean {
  const [isWordBefore, isWordAfter] = [before === WORD_BYTE, after === WORD_BYTE];
  switch (place) {
    case 'end':
      return after === EDGE;
    case 'line-end':
      return after === EDGE || after === LINE_FEED;
    case 'crlf-line-end':
      // Between the two bytes no line ends.
      return (
        after === EDGE || after === CARRIAGE_RETURN || (after === LINE_FEED && before !== CARRIAGE_RETURN)
      );
    case 'word-boundary':
    case 'unicode-word-boundary':
      return isWordBefore !== isWordAfter;
    case 'no-word-boundary':
    case 'unicode-no-word-boundary':
      return isWordBefore === isWordAfter;
    case 'word-start':
    case 'unicode-word-start':
      return !isWordBefore && isWordAfter;
    case 'word-end':
    case 'unicode-word-end':
      return isWordBefore && !isWordAfter;
    case 'word-end-half':
    case 'unicode-word-end-half':
      return !isWordAfter;
  }
}

/** Whether a place is there, in a text that is there as a whole. */
export function holdsAt(place: Place, text: string, at: number): boolean {
  if (needsCharacters(place)) return holdsBetweenCharacters(place, text, at);
  const after = at === text.length ? EDGE : sideOf(text.charCodeAt(at));
  return holds(place, sideBefore(text, at), after) ?? false;
}

/** What stands for a character beyond the text: it is no letter. */
const NUL = 0;

/** What does not need a word on one side must not cut a character, nor stand beside a byte that is part of none. */
function holdsBetweenCharacters(place: Place, text: string, at: number): boolean {
  const before = at === 0 ? NUL : characterBefore(text, at);
  const after = at === text.length ? NUL : characterAfter(text, at);
  const [isWordBefore, isWordAfter] = [isWord(before), isWord(after)];
  switch (place) {
    case 'unicode-word-boundary':
      return isWordBefore !== isWordAfter;
    case 'unicode-word-start':
      return !isWordBefore && isWordAfter;
    case 'unicode-word-end':
      return isWordBefore && !isWordAfter;
    case 'unicode-word-start-half':
      return before !== undefined && !isWordBefore;
    case 'unicode-word-end-half':
      return after !== undefined && !isWordAfter;
    default:
      return before !== undefined && after !== undefined && isWordBefore === isWordAfter;
  }
}

function isWord(code: number | undefined): boolean {
  if (code === undefined) return false;
  return code <= 0x7f ? contains(WORD, code) : contains(CHARACTERS.perl('w') ?? [], code);
}
