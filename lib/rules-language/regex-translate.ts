import { byteSet, type ByteSet, foldCase, rangesOf } from './regex/byte-set';
import { MAX_NESTING, scanBrackets } from './regex/brackets';
import { ANY_BUT_LINE_FEED, ANY_BYTE } from './regex/classes';
import { scanEscape } from './regex/escapes';
import { RegexScanner } from './regex/scanner';

/** Repetitions beyond this are refused by RE2, though not by Rust. */
const MAX_REPETITIONS = 1000;

/** What `(?...)` has switched on at a place of the pattern. */
interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
}

const NO_FLAGS: Flags = { i: false, m: false, s: false, U: false };
/** Rust allows blanks around the numbers. */
const REPETITION = /[*+?]|\{[\t-\r ]*\d+[\t-\r ]*(?:,(?:[\t-\r ]*\d+[\t-\r ]*)?)?\}/y;
const BLANKS = /[\t-\r ]+/g;
const NO_BYTE = '[^\\x00-\\x{10FFFF}]';

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
  const text = scanAlternatives(scanner, NO_FLAGS, 0);
  if (!scanner.atEnd()) scanner.invalid('a `)` has no `(`');
  return text;
}

/** What stands between parentheses: alternatives of pieces. Flags hold from where they stand to the end of the group. */
function scanAlternatives(scanner: RegexScanner, outer: Flags, depth: number): string {
  if (depth > MAX_NESTING) scanner.invalid(`groups nest deeper than ${MAX_NESTING}`);
  let flags = outer;
  let text = '';
  while (!scanner.atEnd() && scanner.peek() !== ')') {
    if (scanner.take('|')) {
      text += '|';
      continue;
    }
    const changed = scanFlagChange(scanner, flags);
    if (changed !== undefined) {
      flags = changed;
      if (isRepetition(scanner)) scanner.invalid('a repetition follows flags');
      continue;
    }
    text += scanRepetitions(scanner, scanPiece(scanner, flags, depth), flags);
  }
  return text;
}

/** `(?flags)`, which is no group. */
function scanFlagChange(scanner: RegexScanner, flags: Flags): Flags | undefined {
  const start = scanner.position;
  const match = scanner.takeMatch(/\(\?([A-Za-z-]+)\)/y);
  return match === undefined ? undefined : withFlags(scanner, flags, match[1] ?? '', start);
}

function withFlags(scanner: RegexScanner, flags: Flags, text: string, at: number): Flags {
  const changed = { ...flags };
  const [on = '', off, extra] = text.split('-');
  if (extra !== undefined || off === '') scanner.invalid(`\`${text}\` is no set of flags`, at);
  if (new Set(text).size !== text.length) scanner.invalid('a flag stands twice', at);
  for (const [letters, value] of [
    [on, true],
    [off ?? '', false],
  ] as const) {
    for (const letter of letters) {
      if (letter === 'i' || letter === 'm' || letter === 's' || letter === 'U') changed[letter] = value;
      else if (!'xuR'.includes(letter)) scanner.invalid(`\`${letter}\` is no flag`, at);
      else if (value) scanner.unsupported(`the flag \`${letter}\` cannot be evaluated offline`, at);
    }
  }
  return changed;
}

/** One thing that a repetition may follow. */
function scanPiece(scanner: RegexScanner, flags: Flags, depth: number): string {
  const start = scanner.position;
  if (isRepetition(scanner)) scanner.invalid('a repetition has nothing to repeat');
  const character = scanner.next();
  switch (character) {
    case '(':
      return scanGroup(scanner, flags, depth, start);
    case '[':
      return printSet(scanBrackets(scanner, flags.i, 0));
    case '.':
      return printSet(flags.s ? ANY_BYTE : ANY_BUT_LINE_FEED);
    case '^':
      return flags.m ? '(?m:^)' : '\\A';
    case '$':
      return flags.m ? '(?m:$)' : '\\z';
    case '\\':
      return printEscape(scanner, flags);
    default:
      if (character <= '\x7f') return printByte(character.charCodeAt(0), flags);
      return printBytes(character + (scanner.takeMatch(/[\x80-\xbf]+/y)?.[0] ?? ''));
  }
}

function scanGroup(scanner: RegexScanner, flags: Flags, depth: number, start: number): string {
  let inner = flags;
  let open = '(';
  const name = scanner.takeMatch(/\?P?<([A-Za-z_][A-Za-z0-9_.[\]]*)>/y)?.[1];
  if (name !== undefined) {
    if (scanner.groups.has(name)) scanner.invalid(`two groups have the name \`${name}\``, start);
    scanner.groups.add(name);
  } else if (scanner.peek() === '?') {
    if (scanner.takeMatch(/\?<?[=!]/y) !== undefined)
      scanner.invalid('look-around is not part of the syntax', start);
    const match = scanner.takeMatch(/\?([A-Za-z-]*):/y);
    if (match === undefined) scanner.invalid('`(?` begins no known group', start);
    if (match[1] !== undefined && match[1] !== '') inner = withFlags(scanner, flags, match[1], start);
    open = '(?:';
  }
  const text = scanAlternatives(scanner, inner, depth + 1);
  if (!scanner.take(')')) scanner.invalid('a group is not closed', start);
  return `${open}${text})`;
}

function printEscape(scanner: RegexScanner, flags: Flags): string {
  const escape = scanEscape(scanner);
  switch (escape.kind) {
    case 'byte':
      return printByte(escape.byte, flags);
    case 'character':
      return printBytes(escape.bytes);
    case 'class':
      return printSet(escape.set);
    case 'assertion':
      return escape.text;
  }
}

function isRepetition(scanner: RegexScanner): boolean {
  return scanner.peek() !== '' && '*+?{'.includes(scanner.peek());
}

/** The piece with all repetitions that follow it. Rust takes several in a row; RE2 wants a group for each. */
function scanRepetitions(scanner: RegexScanner, piece: string, flags: Flags): string {
  let text = piece;
  for (let count = 0; isRepetition(scanner); count++) {
    const start = scanner.position;
    const operator = scanner.takeMatch(REPETITION)?.[0].replace(BLANKS, '');
    if (operator === undefined) scanner.invalid('`{` begins no repetition', start);
    const [least = 0, most = least] = (operator.match(/\d+/g) ?? []).map(Number);
    if (least > most) scanner.invalid('the bounds of a repetition are reversed', start);
    if (most > MAX_REPETITIONS) {
      scanner.unsupported(`more than ${MAX_REPETITIONS} repetitions cannot be evaluated offline`, start);
    }
    if (count > MAX_NESTING) scanner.invalid(`repetitions nest deeper than ${MAX_NESTING}`, start);
    const lazy = scanner.take('?') !== flags.U;
    const repeated = count === 0 ? text : `(?:${text})`;
    text = `${repeated}${operator}${lazy ? '?' : ''}`;
  }
  return text;
}

function printByte(byte: number, flags: Flags): string {
  // Most of a pattern is literal text: no need for a set there.
  return flags.i ? printSet(foldCase(byteSet([[byte, byte]]))) : hex(byte);
}

/** A character of several bytes, which a repetition takes as one. */
function printBytes(bytes: string): string {
  return `(?:${Array.from(bytes, (byte) => hex(byte.charCodeAt(0))).join('')})`;
}

function printSet(set: ByteSet): string {
  const ranges = rangesOf(set);
  const [first] = ranges;
  if (first === undefined) return NO_BYTE;
  if (ranges.length === 1 && first[0] === first[1]) return hex(first[0]);
  return `[${ranges.map(([from, to]) => (from === to ? hex(from) : `${hex(from)}-${hex(to)}`)).join('')}]`;
}

function hex(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
