import { decodeText } from '../../text/bytes';

/** Most bytes of a character. */
const LONGEST = 4;

/** The code point of the character that begins here; `undefined` if none does. */
export function characterAfter(bytes: string, at: number): number | undefined {
  const end = at + lengthFrom(bytes.charCodeAt(at));
  return end > bytes.length ? undefined : decodeText(bytes.slice(at, end))?.codePointAt(0);
}

/** The code point of the character that ends here, also where Rust's engine overlooks stray bytes behind it. */
export function characterBefore(bytes: string, at: number): number | undefined {
  let start = at - 1;
  while (start > Math.max(0, at - LONGEST) && isContinuation(bytes.charCodeAt(start))) start--;
  return start + lengthFrom(bytes.charCodeAt(start)) > at ? undefined : characterAfter(bytes, start);
}

function lengthFrom(first: number): number {
  if (first <= 0x7f) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : LONGEST;
}

function isContinuation(byte: number): boolean {
  return byte >= 0x80 && byte <= 0xbf;
}
