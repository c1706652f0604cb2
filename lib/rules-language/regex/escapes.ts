import { byteSet, type ByteSet } from './byte-set';
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
const ASSERTIONS = new Set(['A', 'z', 'b', 'B', '<', '>']);
/** The names of `\b{...}`. */
const BOUNDARIES = new Set(['start', 'end', 'start-half', 'end-half']);
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
  if (ASSERTIONS.has(letter)) return scanAssertion(scanner, letter, start);
  if (letter === '') scanner.invalid('the pattern ends with a lone `\\`', start);
  if (letter === 'p' || letter === 'P') return scanProperty(scanner, letter, start);
  if (/[0-9]/.test(letter)) scanner.invalid('back-references are not part of the syntax', start);
  if (/[A-Za-z\x80-\xff]/.test(letter)) scanner.invalid(`\`\\${letter}\` is no escape`, start);
  return { kind: 'byte', byte: letter.charCodeAt(0) };
}

function scanAssertion(scanner: RegexScanner, letter: string, start: number): Escape {
  const text = `\\${letter}`;
  if (letter === '<' || letter === '>') {
    scanner.unsupported(`\`${text}\` cannot be evaluated offline`, start);
  }
  const brace = scanner.position;
  if (letter === 'b' && scanner.take('{')) {
    scanner.skipBlanks();
    if (scanner.atEnd()) scanner.invalid('`\\b{` is not closed', start);
    let name = '';
    while (/[A-Za-z-]/.test(scanner.peek())) {
      name += scanner.next();
      scanner.skipBlanks();
    }
    // What begins with no letter is a repetition.
    if (name === '') scanner.position = brace;
    else if (!scanner.take('}') || !BOUNDARIES.has(name))
      scanner.invalid('`\\b{` has no such boundary', start);
    else scanner.unsupported('`\\b{...}` cannot be evaluated offline', start);
  }
  return { kind: 'assertion', text };
}

/** A class of Unicode. With the flag `u` the pattern is not run, so the bytes do not matter. */
function scanProperty(scanner: RegexScanner, letter: string, start: number): Escape {
  if (!scanner.flags.u) scanner.invalid(`\`\\${letter}\` needs the flag \`u\``, start);
  scanner.skipBlanks();
  if (scanner.takeMatch(/\{[^}]*\}|[^{\\][\x80-\xbf]*/y) === undefined) {
    scanner.invalid(`\`\\${letter}\` has no name`, start);
  }
  return { kind: 'class', set: byteSet([]) };
}

/** Only `\xHH` stands for a byte; every other form is a character, which beyond ASCII is several bytes. */
function scanHex(scanner: RegexScanner, letter: string, digits: number, start: number): Escape {
  scanner.skipBlanks();
  const isBraced = scanner.take('{');
  scanner.skipBlanks();
  let text = '';
  while (isBraced ? scanner.peek() !== '}' : text.length < digits) {
    if (!/[0-9A-Fa-f]/.test(scanner.peek())) break;
    text += scanner.next();
    scanner.skipBlanks();
  }
  const isComplete = isBraced ? text !== '' && scanner.take('}') : text.length === digits;
  const code = isComplete ? parseInt(text, 16) : NaN;
  if (!(code <= MAX_CODE_POINT) || (code >= 0xd800 && code <= 0xdfff)) {
    scanner.invalid(`\`\\${letter}\` needs ${digits} hexadecimal digits, or some in braces`, start);
  }
  scanner.skipBlanks();
  if (code <= 0x7f || (letter === 'x' && !isBraced)) return { kind: 'byte', byte: code };
  return { kind: 'character', bytes: encodeText(String.fromCodePoint(code)) };
}
