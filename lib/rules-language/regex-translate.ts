import { decodeText } from './bytes';
import { scanBrackets } from './regex/brackets';
import { type ByteRanges, byteSet, type ByteSet, foldCase, rangesOf } from './regex/byte-set';
import { ANY_BUT_LINE_END, ANY_BUT_LINE_FEED, ANY_BYTE } from './regex/classes';
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
import { scanRepetition } from './regex/repetitions';
import { RegexScanner } from './regex/scanner';

/** Rust takes letters and digits of any script. */
const GROUP_NAME = /^[_\p{Alphabetic}][_.[\]\p{Alphabetic}\p{N}]*$/u;
const NO_BYTE = '[^\\x00-\\x{10FFFF}]';
/** Every byte as RE2 writes it, and the sets that are written already, `\d` for one. */
const HEX = Array.from({ length: 256 }, (_, byte) => `\\x${byte.toString(16).padStart(2, '0')}`);
const LITERALS = HEX.map((text) => literal(text, 1));
const PRINTED = new WeakMap<ByteSet, string>();
/** `(?flags)`: it matches nothing, and cannot be repeated. */
const FLAG_CHANGE = place('');

/**
 * A Rust pattern, as Cloudflare's engine reads it (no Unicode, one byte at a time), as an RE2 pattern for binary strings
 * that has no flags and no named classes left in it, so that the differences between the two cannot show: every class is
 * spelt out in bytes.
 *
 * @throws RegexProblem if Rust refuses the pattern, or if RE2 could decide otherwise than Rust
 * @see https://docs.rs/regex/latest/regex/#syntax
 */
export function translateRegex(pattern: string): string {
  const scanner = new RegexScanner(pattern);
  const node = scanAlternatives(scanner, 0);
  if (!scanner.atEnd()) scanner.invalid('a `)` has no `(`');
  checkSize(scanner, node);
  if (scanner.problem !== undefined) throw scanner.problem;
  return node.text;
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
      return anyOf(printSet(set), height);
    }
    case '.':
      if (flags.s) return anyOf(printSet(ANY_BYTE));
      return anyOf(printSet(flags.R ? ANY_BUT_LINE_END : ANY_BUT_LINE_FEED));
    case '^':
    case '$':
      if (flags.m && flags.R) {
        scanner.unsupported('`^` and `$` with the flags `m` and `R` cannot be evaluated offline', start);
      }
      if (flags.m) return place(`(?m:${character})`);
      return place(character === '^' ? '\\A' : '\\z');
    case '\\':
      return translateEscape(scanner);
    default:
      if (character <= '\x7f') return translateByte(scanner, character.charCodeAt(0));
      return translateBytes(character + (scanner.takeMatch(/[\x80-\xbf]+/y)?.[0] ?? ''));
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

function translateEscape(scanner: RegexScanner): RegexNode {
  const escape = scanEscape(scanner);
  switch (escape.kind) {
    case 'byte':
      return translateByte(scanner, escape.byte);
    case 'character':
      return translateBytes(escape.bytes);
    case 'class':
      return anyOf(printSet(escape.set));
    case 'assertion':
      return place(escape.text);
  }
}

function translateByte(scanner: RegexScanner, byte: number): RegexNode {
  // Most of a pattern is literal text: no need for a set there.
  if (!scanner.flags.i) return LITERALS[byte] ?? literal(hex(byte), 1);
  return literal(printSet(foldCase(byteSet([[byte, byte]]))), 1);
}

/** A character of several bytes, which a repetition takes as one. */
function translateBytes(bytes: string): RegexNode {
  const text = Array.from(bytes, (byte) => hex(byte.charCodeAt(0))).join('');
  return literal(`(?:${text})`, bytes.length);
}

function printSet(set: ByteSet): string {
  const known = PRINTED.get(set);
  if (known !== undefined) return known;
  const text = printRanges(rangesOf(set));
  PRINTED.set(set, text);
  return text;
}

function printRanges(ranges: ByteRanges): string {
  const [first] = ranges;
  if (first === undefined) return NO_BYTE;
  if (ranges.length === 1 && first[0] === first[1]) return hex(first[0]);
  return `[${ranges.map(([from, to]) => (from === to ? hex(from) : `${hex(from)}-${hex(to)}`)).join('')}]`;
}

function hex(byte: number): string {
  return HEX[byte] ?? '';
}
