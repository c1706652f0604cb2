import { unicodePattern } from './unicode-pattern';

const printableCharacter = unicodePattern(String.raw`^[\p{L}\p{N}\p{P}\p{S} ]$`);

/**
 * A text as a TypeScript string. Whatever is in it, it stays one: quotes, backslashes and all that is not printable are
 * escaped, so nothing of a zone becomes code.
 */
export function sourceText(text: string): string {
  return `'${printable(text.replace(/['\\]/g, '\\$&'))}'`;
}

/** A text for a comment of one line. */
export function commentText(text: string): string {
  return printable(text);
}

function printable(text: string): string {
  // By code points: half a surrogate pair must not pass, and an emoji may.
  return Array.from(text)
    .map((character) =>
      printableCharacter().test(character)
        ? character
        : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    )
    .join('');
}
