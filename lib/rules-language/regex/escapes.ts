import { type ByteSet } from './byte-set';
import { encodeText } from '../bytes';
import { PERL_CLASSES } from './classes';
import type { RegexScanner } from './scanner';

/** What a backslash and what follows stand for. */
export type Escape =
  | { readonly kind: 'byte'; readonly byte: number }
  /** A character beyond ASCII: several bytes. */
  | { readonly kind: 'character'; readonly bytes: string }
  | { readonly kind: 'class'; readonly set: ByteSet }
  | { readonly kind: 'assertion'; readonly text: string };

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['a', 0x07],
  ['f', 0x0c],
  ['t', 0x09],
  ['n', 0x0a],
  ['r', 0x0d],
  ['v', 0x0b],
]);
const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);
const ASSERTIONS = new Set(['A', 'z', 'b', 'B']);
const MAX_CODE_POINT = 0x10ffff;

/** Reads an escape; the backslash is read already. */
export function scanEscape(scanner: RegexScanner): Escape {
  const start = scanner.position - 1;
  const letter = scanner.next();
  const control = CONTROLS.get(letter);
  if (control !== undefined) return { kind: 'byte', byte: control };
  const set = PERL_CLASSES.get(letter);
  if (set !== undefined) return { kind: 'class', set };
  const digits = HEX_DIGITS.get(letter);
  if (digits !== undefined) return scanHex(scanner, letter, digits, start);
  if (ASSERTIONS.has(letter)) {
    if (letter === 'b' && scanner.peek() === '{') {
      scanner.unsupported('`\\b{...}` cannot be evaluated offline', start);
    }
    return { kind: 'assertion', text: `\\${letter}` };
  }
  if (letter === '') scanner.invalid('the pattern ends with a lone `\\`', start);
  if (letter === 'p' || letter === 'P') scanner.invalid(`\`\\${letter}\` needs the flag \`u\``, start);
  if (/[0-9]/.test(letter)) scanner.invalid('back-references are not part of the syntax', start);
  if (letter === '<' || letter === '>') {
    scanner.unsupported(`\`\\${letter}\` cannot be evaluated offline`, start);
  }
  if (/[A-Za-z\x80-\xff]/.test(letter)) scanner.invalid(`\`\\${letter}\` is no escape`, start);
  return { kind: 'byte', byte: letter.charCodeAt(0) };
}

/** Only `\xHH` stands for a byte; every other form is a character, which beyond ASCII is several bytes. */
function scanHex(scanner: RegexScanner, letter: string, digits: number, start: number): Escape {
  const braced = scanner.takeMatch(/\{([0-9A-Fa-f]+)\}/y);
  const text = braced?.[1] ?? scanner.takeMatch(new RegExp(`[0-9A-Fa-f]{${digits}}`, 'y'))?.[0];
  const code = text === undefined ? NaN : parseInt(text, 16);
  if (!(code <= MAX_CODE_POINT) || (code >= 0xd800 && code <= 0xdfff)) {
    scanner.invalid(`\`\\${letter}\` needs ${digits} hexadecimal digits, or some in braces`, start);
  }
  if (code <= 0x7f || (letter === 'x' && braced === undefined)) return { kind: 'byte', byte: code };
  return { kind: 'character', bytes: encodeText(String.fromCodePoint(code)) };
}
