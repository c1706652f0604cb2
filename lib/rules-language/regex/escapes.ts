import { decodeText } from '../text/bytes';
import { complement } from './alphabets';
import type { Ranges } from './ranges';
import type { RegexScanner } from './scanner';
import type { Place, WordPlace } from './tree';
import { propertyClass } from './unicode-classes';

/** What a backslash and what follows stand for. */
export type Escape =
  /** By its code point; beyond ASCII it is several bytes. */
  | { readonly kind: 'character'; readonly code: number }
  /** A byte beyond ASCII. */
  | { readonly kind: 'byte'; readonly byte: number }
  | { readonly kind: 'class'; readonly set: Ranges }
  | { readonly kind: 'assertion'; readonly place: Place };

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
const EDGES: ReadonlyMap<string, Place> = new Map([
  ['A', 'start'],
  ['z', 'end'],
]);
const WORD_PLACES: ReadonlyMap<string, WordPlace> = new Map([
  ['b', 'word-boundary'],
  ['B', 'no-word-boundary'],
  ['<', 'word-start'],
  ['>', 'word-end'],
]);
/** The names of `\b{...}`. */
const BOUNDARIES: ReadonlyMap<string, WordPlace> = new Map([
  ['start', 'word-start'],
  ['end', 'word-end'],
  ['start-half', 'word-start-half'],
  ['end-half', 'word-end-half'],
]);
const MAX_CODE_POINT = 0x10ffff;

/** Reads an escape; the backslash is read already. */
export function scanEscape(scanner: RegexScanner): Escape {
  const start = scanner.position - 1;
  const letter = scanner.next();
  const control = CONTROLS.get(letter);
  if (control !== undefined) return { kind: 'character', code: control };
  const { alphabet } = scanner;
  const set = alphabet.perl(letter.toLowerCase());
  if (set !== undefined) {
    return { kind: 'class', set: letter === letter.toLowerCase() ? set : complement(alphabet, set) };
  }
  const digits = HEX_DIGITS.get(letter);
  if (digits !== undefined) return scanHex(scanner, letter, digits, start);
  const edge = EDGES.get(letter);
  if (edge !== undefined) return { kind: 'assertion', place: edge };
  const word = WORD_PLACES.get(letter);
  if (word !== undefined) {
    const place = letter === 'b' ? (scanBoundary(scanner, start) ?? word) : word;
    return { kind: 'assertion', place: scanner.flags.u ? `unicode-${place}` : place };
  }
  if (letter === '') scanner.invalid('the pattern ends with a lone `\\`', start);
  if (letter === 'p' || letter === 'P') return scanProperty(scanner, letter, start);
  if (/[0-9]/.test(letter)) scanner.invalid('back-references are not part of the syntax', start);
  if (/[A-Za-z\x80-\xff]/.test(letter)) scanner.invalid(`\`\\${letter}\` is no escape`, start);
  return { kind: 'character', code: letter.charCodeAt(0) };
}

/** What is in braces behind `\b`, if anything does. */
function scanBoundary(scanner: RegexScanner, start: number): WordPlace | undefined {
  const brace = scanner.position;
  if (!scanner.take('{')) return undefined;
  scanner.skipBlanks();
  if (scanner.atEnd()) scanner.invalid('`\\b{` is not closed', start);
  let name = '';
  while (/[A-Za-z-]/.test(scanner.peek())) {
    name += scanner.next();
    scanner.skipBlanks();
  }
  // What begins with no letter is a repetition.
  if (name === '') {
    scanner.position = brace;
    return undefined;
  }
  const place = scanner.take('}') ? BOUNDARIES.get(name) : undefined;
  return place ?? scanner.invalid('`\\b{` has no such boundary', start);
}

/** A class of Unicode: `\pL`, `\p{Greek}`, `\p{sc=Greek}`, `\p{sc!=Greek}`. */
function scanProperty(scanner: RegexScanner, letter: string, start: number): Escape {
  if (!scanner.flags.u) scanner.invalid(`\`\\${letter}\` needs the flag \`u\``, start);
  scanner.skipBlanks();
  const [text = ''] =
    scanner.takeMatch(/\{[^}]*\}|[^{\\][\x80-\xbf]*/y) ??
    scanner.invalid(`\`\\${letter}\` has no name`, start);
  const name = decodeText(text.replace(/^\{|\}$/g, '')) ?? '';
  const set = propertyClass(name.replace('!=', '='));
  if (set === undefined) {
    scanner.unsupported('a class of Unicode by that name cannot be evaluated offline', start);
    return { kind: 'class', set: [] };
  }
  const { alphabet } = scanner;
  const folded = scanner.flags.i ? alphabet.fold(set) : set;
  const isNegated = (letter === 'P') !== name.includes('!=');
  return { kind: 'class', set: isNegated ? complement(alphabet, folded) : folded };
}

/** Only `\xHH` stands for a byte, and not with the flag `u`; every other form is a character. */
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
  const isByte = code > 0x7f && letter === 'x' && !isBraced && !scanner.flags.u;
  return isByte ? { kind: 'byte', byte: code } : { kind: 'character', code };
}
