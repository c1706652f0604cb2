/**
 * A text as a TypeScript string. Whatever stands in it, it stays one: quotes, backslashes and all that is not printable are
 * escaped, so nothing of a zone becomes code.
 */
export function sourceText(text: string): string {
  // By code points: half a surrogate pair must not pass, and an emoji may.
  const escaped = Array.from(text)
    .map((character) => {
      if (character === "'" || character === '\\') return `\\${character}`;
      if (/^[\p{L}\p{N}\p{P}\p{S} ]$/u.test(character)) return character;
      return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
    })
    .join('');
  return `'${escaped}'`;
}

/** A text for a comment of one line. */
export function commentText(text: string): string {
  return sourceText(text).slice(1, -1);
}
