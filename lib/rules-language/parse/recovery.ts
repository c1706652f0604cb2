import type { Source } from './source';

/** What matters when an operand is skipped: strings, brackets, and the operators that end it. */
const PIECE = /r#*"|["({[)}\]]|&&|\|\||\^\^|[ \r\n](?:and|or|xor)(?=[ \r\n(!])/g;

/**
 * Goes to the end of an operand that could not be read: before the next operator of the same group, or its closing
 * parenthesis.
 */
export function skipOperand(source: Source, start: number): void {
  const { text } = source;
  let depth = 0;
  source.at = text.length;
  PIECE.lastIndex = start;
  for (let match = PIECE.exec(text); match !== null; match = PIECE.exec(text)) {
    const [piece] = match;
    if (piece.endsWith('"')) {
      const end = endOfString(text, match.index, piece);
      if (end === -1) return;
      PIECE.lastIndex = end;
    } else if ('({['.includes(piece)) {
      depth++;
    } else if (depth > 0) {
      if (')}]'.includes(piece)) depth--;
    } else {
      source.at = match.index;
      return;
    }
  }
}

/** Behind the string that opens here; `-1` if it does not end. */
function endOfString(text: string, start: number, opening: string): number {
  if (opening === '"') {
    const string = /"(?:\\[\s\S]|[^"\\])*"/y;
    string.lastIndex = start;
    return string.test(text) ? string.lastIndex : -1;
  }
  const closing = `"${'#'.repeat(opening.length - 2)}`;
  const end = text.indexOf(closing, start + opening.length);
  return end === -1 ? -1 : end + closing.length;
}
