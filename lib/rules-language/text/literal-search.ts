import { linearSearch } from './linear-search';
import { setsSearch } from './sets-search';
import { wideSearch } from './wide-search';

/** From the rarest to the most common in requests and their bodies; what is not among them is rarer still. */
const COMMON = `~^\`|{}[]\\@$!#*+?'&;%ZXQJKVWYGBHFUMPLRDNOTASICEzjqxkJvw:(),_-0123456789y.=/<>"bgfpumhcdlrnsioate \n`;
const RANKS = Uint8Array.from({ length: 256 }, (_, byte) => COMMON.indexOf(String.fromCharCode(byte)) + 1);

/** Below this length the engine's own search is through before ours has begun. */
const LONG_TEXT = 64;
/** Below this length a regular expression is through before a wide search has begun; of longer literals, below a third. */
const WIDE_TEXT = 600;
/** JavaScript skips texts by so many bytes of a regular expression. Of longer ones, it compares too much. */
const MAX_SKIP = 8;
/** A byte that comes more often than once in so many is worth no search of its own. */
const MIN_DISTANCE = 128;
/** These bytes come as often in nearly every text. */
const COMMONEST = 9;

/** Finds where a literal begins next, or gives -1. */
export type LiteralSearch = (text: string, from: number) => number;

/** Prepares the question whether a literal is anywhere in a text. */
export function literalTest(literal: string): (text: string) => boolean {
  const search = literalSearch(literal);
  return (text) => {
    // One that is no longer than the literal either is the literal or lacks it.
    if (text.length <= literal.length) return text === literal;
    const at = text.length < LONG_TEXT ? text.indexOf(literal) : search(text, 0);
    return at >= 0;
  };
}

/**
 * Prepares the search for a binary string. JavaScript looks for the first byte of a literal, at the speed of memory, and
 * then compares; but that byte is often one that the text is full of. This looks for a byte that is rare in the text. The
 * time is linear in the length of the text, whatever the literal is.
 */
export function literalSearch(literal: string): LiteralSearch {
  if (literal.length <= 1) return (text, from) => text.indexOf(literal, from);
  // Many literals are prepared, and few of them meet a long text.
  let offsets: readonly number[] | undefined;
  let common: LiteralSearch | undefined;
  // A literal is not compared more often than its length allows.
  const distance = Math.max(MIN_DISTANCE, literal.length);
  return (text, from) => {
    if (text.length - from < LONG_TEXT) return text.indexOf(literal, from);
    let next = from;
    let hits = 0;
    for (const offset of (offsets ??= rareIn(literal))) {
      const byte = literal.charAt(offset);
      let at = text.indexOf(byte, next + offset) - offset;
      while (at >= next && at - from >= distance * hits) {
        if (text.startsWith(literal, at)) return at;
        hits++;
        at = text.indexOf(byte, at + offset + 1) - offset;
      }
      if (at < next) return -1;
      next = at;
    }
    common ??= searchOfCommonBytes(literal);
    return common(text, next);
  };
}

/** The search for a literal whose bytes are all over the text. */
function searchOfCommonBytes(literal: string): LiteralSearch {
  const isSkippedWhole = literal.length <= MAX_SKIP;
  const regex = setsSearch(Array.from(literal, (byte) => [[byte.charCodeAt(0), byte.charCodeAt(0)]]));
  const wide = wideSearch(literal, byRarity(literal), isSkippedWhole ? regex : linearSearch(literal));
  const longText = isSkippedWhole ? WIDE_TEXT : WIDE_TEXT / 3;
  /** Where the last one was found soon, the next one may be. */
  let isNear = false;
  return (text, from) => {
    const isSoon = text.length - from < longText || (isNear && isSkippedWhole);
    const at = isSoon ? regex(text, from) : wide(text, from);
    isNear = at >= 0 && at - from < longText;
    return at;
  };
}

/** Where each of its bytes is, the rarest one first, without those that are in every text. */
function rareIn(literal: string): readonly number[] {
  const isRare = (at: number): boolean => rank(literal, at) <= COMMON.length - COMMONEST;
  const distinct = new Map(byRarity(literal).map((at) => [literal.charAt(at), at]));
  return [...distinct.values()].filter(isRare);
}

function byRarity(literal: string): readonly number[] {
  return Array.from(literal, (_, at) => at).sort((left, right) => rank(literal, left) - rank(literal, right));
}

function rank(literal: string, at: number): number {
  return RANKS[literal.charCodeAt(at)] ?? 0;
}
