import type { LiteralSearch } from './literal-search';
import { loadWideFinder, MEMORY_SIZE, WIDTH, type WideFinder } from './wide-finder';

/** The text is copied in pieces, the first ones short: the literal is often found in them. */
const FIRST_PIECE = 2048;
const GROWTH = 8;
const LONGEST_PIECE = MEMORY_SIZE - WIDTH;
/** The rarest bytes are taken from so many of the literal. */
const MAX_OFFSET = 256;
/** To compare the literal costs as much as to search so many bytes, and its own length besides. */
const COST_OF_HIT = 256;
/** So often it is compared in any case. */
const FREE_HITS = 16;

let finder: WideFinder | 'missing' | undefined;

/**
 * Prepares the search for a literal by the four of its bytes that are rarest, at 16 places of the text at once.
 *
 * @param rarest the offsets of its bytes, the rarest one first
 * @param otherwise searches where those bytes are often together without the literal, and where there is no WebAssembly
 */
export function wideSearch(
  literal: string,
  rarest: readonly number[],
  otherwise: LiteralSearch,
): LiteralSearch {
  const [first = 0, second = first, third = first, fourth = first] = rarest.filter((at) => at < MAX_OFFSET);
  const reach = Math.max(first, second, third, fourth);
  const [a = 0, b = 0, c = 0, d = 0] = [first, second, third, fourth].map((at) => literal.charCodeAt(at));
  const cost = COST_OF_HIT + literal.length;
  return (text, from) => {
    finder ??= loadWideFinder() ?? 'missing';
    if (finder === 'missing') return otherwise(text, from);
    const { find, memory } = finder;
    let hits = 0;
    let longest = FIRST_PIECE;
    let start = from;
    while (start + literal.length <= text.length) {
      const length = memory.write(text.slice(start, start + longest), 0, 'latin1');
      const end = length - reach;
      for (let at = 0; (at = find(at, end, a, b, c, d, first, second, third, fourth)) < end; at++) {
        if (text.startsWith(literal, start + at)) return start + at;
        if (++hits * cost > start + at - from + FREE_HITS * cost) return otherwise(text, start + at + 1);
      }
      start += end;
      longest = Math.min(GROWTH * longest, LONGEST_PIECE);
    }
    return -1;
  };
}
