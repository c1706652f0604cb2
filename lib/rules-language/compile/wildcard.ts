import { lowerAscii } from '../evaluate/values';
import { literalSearch } from '../text/literal-search';
import { wildcardPieces } from '../text/wildcard-pieces';

/** A pattern of the `wildcard` operators, ready to match. */
export interface Wildcard {
  readonly test: (text: string) => boolean;
  /** What each `*` stands for, as short as possible from left to right, or `undefined` if the text does not match. */
  capture(text: string): readonly string[] | undefined;
}

/**
 * Matches the whole text. Each piece is looked for from left to right once, so there is no backtracking: of all ways to
 * match, one with the first occurrence of each piece exists if any does.
 *
 * @param pattern a binary string that the parser accepts: no `**`, no escapes but `\*` and `\\`
 */
export function compileWildcard(pattern: string, caseSensitive: boolean): Wildcard {
  const pieces = wildcardPieces(caseSensitive ? pattern : lowerAscii(pattern));
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  const middle = pieces.slice(1, -1).map((piece) => ({ search: literalSearch(piece), length: piece.length }));

  /** The offsets at which the pieces after the first begin. */
  const locate = (text: string): number[] | undefined => {
    const offsets: number[] = [];
    let from = first.length;
    for (const { search, length } of middle) {
      const at = search(text, from);
      if (at < 0) return undefined;
      offsets.push(at);
      from = at + length;
    }
    offsets.push(text.length - last.length);
    return from <= text.length - last.length ? offsets : undefined;
  };
  const offsetsIn = (text: string): readonly number[] | undefined => {
    const subject = caseSensitive ? text : lowerAscii(text);
    if (pieces.length === 1) return subject === first ? [] : undefined;
    return subject.startsWith(first) && subject.endsWith(last) ? locate(subject) : undefined;
  };
  const isAt = caseSensitive ? startsWith : startsWithAnyCase;
  return {
    test: (text) => {
      if (pieces.length === 1) return text.length === first.length && isAt(text, first, 0);
      const end = text.length - last.length;
      // Most texts are refused here, and a pattern with one star is through: neither needs a text in lower case.
      if (end < first.length || !isAt(text, first, 0) || !isAt(text, last, end)) return false;
      return middle.length === 0 || locate(caseSensitive ? text : lowerAscii(text)) !== undefined;
    },
    capture: (text) => {
      const offsets = offsetsIn(text);
      if (offsets === undefined) return undefined;
      let from = first.length;
      return offsets.map((at, index) => {
        const captured = text.slice(from, at);
        from = at + (pieces[index + 1]?.length ?? 0);
        return captured;
      });
    },
  };
}

function startsWith(text: string, piece: string, at: number): boolean {
  return text.startsWith(piece, at);
}

/** @param piece in lower case */
function startsWithAnyCase(text: string, piece: string, at: number): boolean {
  for (let index = 0; index < piece.length; index++) {
    const code = text.charCodeAt(at + index);
    const isUpper = code >= 0x41 && code <= 0x5a;
    if ((isUpper ? code | 0x20 : code) !== piece.charCodeAt(index)) return false;
  }
  return true;
}
