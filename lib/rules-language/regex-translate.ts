import { decodeText, encodeText } from './bytes';
import { complement } from './regex/alphabets';
import { scanBrackets } from './regex/brackets';
import { LINE_ENDS, LINE_FEED } from './regex/classes';
import { scanEscape } from './regex/escapes';
import { changeFlags } from './regex/flags';
import {
  alternatives,
  anyOf,
  checkSize,
  group,
  literal,
  MAX_NESTING,
  place,
  type RegexNode,
  repeat,
  sequence,
} from './regex/node';
import { intersection, type Ranges } from './regex/ranges';
import { scanRepetition } from './regex/repetitions';
import { RegexScanner } from './regex/scanner';

/** Rust takes letters and digits of any script. */
const GROUP_NAME = /^[_\p{Alphabetic}][_.[\]\p{Alphabetic}\p{N}]*$/u;
const NOTHING = '[^\\x00-\\x{10FFFF}]';
/** Every byte as RE2 writes it, and the sets that are written already, `\d` for one. */
const HEX = Array.from({ length: 256 }, (_, byte) => `\\x${byte.toString(16).padStart(2, '0')}`);
const LITERALS = HEX.map((text) => literal(text, 1));
const PRINTED = new WeakMap<Ranges, string>();
/** `(?flags)`: it matches nothing, and cannot be repeated. */
const FLAG_CHANGE = place('');

/** A pattern for RE2. */
export interface TranslatedRegex {
  readonly text: string;
  /** It is to be run on the characters of a text (see `readableText`), and not on its bytes. */
  readonly takesCharacters: boolean;
}

/**
 * A Rust pattern, as Cloudflare's engine reads it (one byte at a time, without Unicode where the flag `u` is not set), as
 * an RE2 pattern that has no flags and no named classes left in it, so that the differences between the two cannot show:
 * every class is spelt out in bytes, or in characters if there is a flag `u`.
 *
 * @throws RegexProblem if Rust refuses the pattern, or if RE2 could decide otherwise than Rust
 * @see https://docs.rs/regex/latest/regex/#syntax
 */
export function translateRegex(pattern: string): TranslatedRegex {
  let scanner = new RegexScanner(pattern);
  let node = scanWhole(scanner);
  const { takesCharacters } = scanner;
  if (takesCharacters) {
    scanner = new RegexScanner(pattern, true);
    node = scanWhole(scanner);
  }
  if (scanner.problem !== undefined) throw scanner.problem;
  return { text: node.text, takesCharacters };
}

function scanWhole(scanner: RegexScanner): RegexNode {
  const node = scanAlternatives(scanner, 0);
  if (!scanner.atEnd()) scanner.invalid('a `)` has no `(`');
  checkSize(scanner, node);
  return node;
}

/** What stands between parentheses. Flags hold from where they stand to the end of the group. */
function scanAlternatives(scanner: RegexScanner, depth: number): RegexNode {
  if (depth > MAX_NESTING) scanner.invalid(`groups nest deeper than ${MAX_NESTING}`);
  const nodes: RegexNode[] = [];
  let pieces: RegexNode[] = [];
  for (;;) {
    scanner.skipBlanks();
    if (scanner.atEnd() || scanner.peek() === ')') break;
    const start = scanner.position;
    if (scanner.take('|')) {
      nodes.push(sequence(pieces));
      pieces = [];
    } else if ('*+?{'.includes(scanner.peek())) {
      const last = pieces.pop() ?? scanner.invalid('a repetition has nothing to repeat');
      if (last === FLAG_CHANGE) scanner.invalid('a repetition follows flags');
      pieces.push(repeat(scanner, last, scanRepetition(scanner), start));
    } else {
      pieces.push(scanPiece(scanner, depth));
    }
  }
  return alternatives([...nodes, sequence(pieces)]);
}

/** One thing that a repetition may follow, or flags. */
function scanPiece(scanner: RegexScanner, depth: number): RegexNode {
  const start = scanner.position;
  const character = scanner.next();
  const { flags } = scanner;
  switch (character) {
    case '(':
      return scanGroup(scanner, depth, start);
    case '[': {
      const { set, height } = scanBrackets(scanner, 0);
      return translateSet(scanner, set, start, height);
    }
    case '.': {
      const left = flags.s ? [] : flags.R ? LINE_ENDS : LINE_FEED;
      return translateSet(scanner, complement(scanner.alphabet, left), start);
    }
    case '^':
    case '$':
      if (flags.m && flags.R) {
        scanner.unsupported('`^` and `$` with the flags `m` and `R` cannot be evaluated offline', start);
      }
      if (flags.m) return place(`(?m:${character})`);
      return place(character === '^' ? '\\A' : '\\z');
    case '\\':
      return translateEscape(scanner, start);
    default:
      return translateCharacter(scanner, scanner.readCharacter(character));
  }
}

function scanGroup(scanner: RegexScanner, depth: number, start: number): RegexNode {
  const outer = scanner.flags;
  let isCapturing = true;
  scanner.skipBlanks();
  if (scanner.takeMatch(/\?<?[=!]/y) !== undefined) {
    scanner.invalid('look-around is not part of the syntax', start);
  }
  if (scanner.takeMatch(/\?P?</y) !== undefined) {
    scanGroupName(scanner, start);
  } else if (scanner.peek() === '?') {
    const [, letters = '', end] =
      scanner.takeMatch(/\?([A-Za-z-]*)([:)])/y) ?? scanner.invalid('`(?` begins no known group', start);
    if (end === ')' && letters === '') scanner.invalid('`(?)` has no flags', start);
    if (letters !== '') scanner.flags = changeFlags(scanner, letters, start);
    if (end === ')') return FLAG_CHANGE;
    isCapturing = false;
  }
  const node = scanAlternatives(scanner, depth + 1);
  if (!scanner.take(')')) scanner.invalid('a group is not closed', start);
  scanner.flags = outer;
  return group(node, isCapturing);
}

function scanGroupName(scanner: RegexScanner, start: number): void {
  const name = decodeText(scanner.takeMatch(/([^>]*)>/y)?.[1] ?? '') ?? '';
  if (!GROUP_NAME.test(name)) scanner.invalid('a group has no name, or one that is not allowed', start);
  if (scanner.groups.has(name)) scanner.invalid(`two groups have the name \`${name}\``, start);
  scanner.groups.add(name);
}

function translateEscape(scanner: RegexScanner, start: number): RegexNode {
  const escape = scanEscape(scanner);
  switch (escape.kind) {
    case 'character':
      return translateCharacter(scanner, escape.code);
    case 'byte':
      return translateSet(scanner, [[escape.byte, escape.byte]], start);
    case 'class':
      return translateSet(scanner, escape.set, start);
    case 'assertion':
      return place(escape.text);
  }
}

/** Beyond ASCII a character is several bytes, which a repetition takes as one, and which have no case. */
function translateCharacter(scanner: RegexScanner, code: number): RegexNode {
  const { alphabet, flags } = scanner;
  if (flags.i && (code <= 0x7f || flags.u)) {
    const set = alphabet.fold([[code, code]]);
    return literal(printSet(set), flags.u ? 2 + 3 * set.length : 1);
  }
  // Most of a pattern is literal text: no need for a set there.
  if (code <= 0x7f) return LITERALS[code] ?? literal(hex(code), 1);
  const bytes = encodeText(String.fromCodePoint(code));
  if (scanner.isInCharacters) return literal(hex(code), bytes.length);
  return literal(`(?:${Array.from(bytes, (byte) => hex(byte.charCodeAt(0))).join('')})`, bytes.length);
}

/** @param at where it stands in the pattern */
function translateSet(scanner: RegexScanner, set: Ranges, at: number, height = 0): RegexNode {
  const isAscii = (set.at(-1)?.[1] ?? 0) <= 0x7f;
  if (scanner.isInCharacters && !scanner.flags.u && !isAscii) {
    scanner.unsupported('bytes beyond ASCII beside the flag `u` cannot be evaluated offline', at);
  }
  if (!scanner.flags.u) return anyOf(printSet(set), height, 2);
  // Rust spells the characters out in bytes.
  const states = isAscii ? 2 : 32 + 6 * set.length;
  return anyOf(printSet(intersection(set, scanner.alphabet.all)), height, states);
}

function printSet(set: Ranges): string {
  const known = PRINTED.get(set);
  if (known !== undefined) return known;
  const text = printRanges(set);
  PRINTED.set(set, text);
  return text;
}

function printRanges(ranges: Ranges): string {
  const [first] = ranges;
  if (first === undefined) return NOTHING;
  if (ranges.length === 1 && first[0] === first[1]) return hex(first[0]);
  return `[${ranges.map(([from, to]) => (from === to ? hex(from) : `${hex(from)}-${hex(to)}`)).join('')}]`;
}

function hex(code: number): string {
  return HEX[code] ?? `\\x{${code.toString(16)}}`;
}
