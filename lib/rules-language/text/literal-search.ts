/** From the rarest to the most common in requests and their bodies; what is not among them is rarer still. */
const COMMON = `~^\`|{}[]\\@$!#*+?'&;%ZXQJKVWYGBHFUMPLRDNOTASICEzjqxkJvw:(),_-0123456789y.=/<>"bgfpumhcdlrnsioate \n`;
const RANKS = Uint8Array.from({ length: 256 }, (_, byte) => COMMON.indexOf(String.fromCharCode(byte)) + 1);

/** Below this length the engine's own search is through before ours has begun. */
const LONG_TEXT = 64;
/** A byte that comes more often than once in so many is worth no search of its own. */
const MIN_DISTANCE = 64;
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
 * then compares; but that byte is often one that the text is full of. This looks for a byte that is rare in the text.
 */
export function literalSearch(literal: string): LiteralSearch {
  if (literal.length <= 1) return (text, from) => text.indexOf(literal, from);
  // Many literals are prepared, and few of them meet a long text.
  let offsets: readonly number[] | undefined;
  let whole: LiteralSearch | undefined;
  return (text, from) => {
    if (text.length - from < LONG_TEXT) return text.indexOf(literal, from);
    let next = from;
    for (const offset of (offsets ??= rareIn(literal))) {
      const byte = literal.charAt(offset);
      const began = next + offset;
      let hits = 0;
      let at = text.indexOf(byte, began);
      while (at >= 0 && at - began >= MIN_DISTANCE * hits) {
        if (text.startsWith(literal, at - offset)) return at - offset;
        hits++;
        at = text.indexOf(byte, at + 1);
      }
      if (at < 0) return -1;
      next = at - offset;
    }
    whole ??= setsSearch(Array.from(literal, (byte) => [[byte.charCodeAt(0), byte.charCodeAt(0)]]));
    return whole(text, next);
  };
}

/**
 * Prepares the search for bytes that follow on each other, each out of a set of ranges. JavaScript's engine skips what no
 * such sequence can hold; they have one length, so it never goes back far.
 */
export function setsSearch(
  sets: readonly (readonly (readonly [first: number, last: number])[])[],
): LiteralSearch {
  const hex = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;
  const classes = sets.map((set) => `[${set.map(([first, last]) => `${hex(first)}-${hex(last)}`).join('')}]`);
  const regex = new RegExp(classes.join(''), 'g');
  return (text, from) => {
    regex.lastIndex = from;
    return regex.test(text) ? regex.lastIndex - sets.length : -1;
  };
}

/** Where each of its bytes is, the rarest one first, without those that are in every text. */
function rareIn(literal: string): readonly number[] {
  const rank = (at: number): number => RANKS[literal.charCodeAt(at)] ?? 0;
  const bytes = new Map(Array.from(literal, (byte, at) => [byte, at]));
  return [...bytes.values()]
    .filter((at) => rank(at) <= COMMON.length - COMMONEST)
    .sort((left, right) => rank(left) - rank(right));
}
