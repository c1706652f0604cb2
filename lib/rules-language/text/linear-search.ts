import type { LiteralSearch } from './literal-search';

/**
 * Prepares the search of Knuth, Morris and Pratt: it reads each byte of the text once, however often the text begins like
 * the literal and then goes on otherwise.
 */
export function linearSearch(literal: string): LiteralSearch {
  let known: Int32Array | undefined;
  return (text, from) => {
    const shorter = (known ??= shorterBeginnings(literal));
    let matched = 0;
    for (let at = from; at < text.length; at++) {
      matched = matchedWith(literal, shorter, matched, text.charCodeAt(at));
      if (matched === literal.length) return at + 1 - matched;
    }
    return -1;
  };
}

/** For each number of bytes of a literal: how many of its first bytes also end there, not counting all of them. */
function shorterBeginnings(literal: string): Int32Array {
  const shorter = new Int32Array(literal.length + 1);
  let matched = 0;
  for (let at = 1; at < literal.length; at++) {
    matched = matchedWith(literal, shorter, matched, literal.charCodeAt(at));
    shorter[at + 1] = matched;
  }
  return shorter;
}

/** How many first bytes of the literal end with this byte, if so many ended before it. */
function matchedWith(literal: string, shorter: Int32Array, before: number, byte: number): number {
  let matched = before;
  while (matched > 0 && literal.charCodeAt(matched) !== byte) matched = shorter[matched] ?? 0;
  return literal.charCodeAt(matched) === byte ? matched + 1 : 0;
}
