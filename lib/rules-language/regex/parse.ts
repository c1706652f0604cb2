import { unicodePattern } from '../../errors';
import { decodeText, encodeText } from '../text/bytes';
import { complement } from './alphabets';
import { scanBrackets } from './brackets';
import { LINE_ENDS, LINE_FEED } from './classes';
import { scanEscape } from './escapes';
import { changeFlags } from './flags';
import type { RegexProblem } from './problem';
import { intersection, type Ranges } from './ranges';
import { scanRepetition } from './repetitions';
import { RegexScanner } from './scanner';
import { isTooLarge } from './size';
import { alternatives, group, MAX_NESTING, place, type RegexNode, repeat, sequence, set, text } from './tree';

/** Rust takes letters and digits of any script. */
const groupName = unicodePattern(String.raw`^[_\p{Alphabetic}][_.[\]\p{Alphabetic}\p{N}]*$`);
/** `(?flags)`: it matches nothing, and cannot be repeated. */
const FLAG_CHANGE = place('nothing');
/** Most of a pattern is literal text: each byte of it is one node. */
const LITERALS = Array.from({ length: 128 }, (_, byte) => text([byte]));

/** So many are far from the limit of Rust's engine, so that nothing has to be counted. */
const SURELY_FITTING_STATES = 10_000;

/** Code points that are no characters. */
const SURROGATES: Ranges = [[0xd800, 0xdfff]];

/** A pattern as it is read. */
export interface RegexTree {
  readonly root: RegexNode;
  /** How many groups capture. */
  readonly groups: number;
  /** Why its verdicts cannot be reproduced offline, if they cannot. */
  readonly problem: RegexProblem | undefined;
}

/**
 * Reads a Rust pattern as Cloudflare's engine does: one byte at a time, without Unicode where the flag `u` is not set.
 * Everything that has a question about a pattern asks this tree.
 *
 * @param pattern a binary string
 * @throws RegexProblem `invalid` if Rust refuses the pattern
 * @see https://docs.rs/regex/latest/regex/#syntax
 */
export function parseRegex(pattern: string): RegexTree {
  const scanner = new RegexScanner(pattern);
  const root = scanAlternatives(scanner, 0);
  if (!scanner.atEnd()) scanner.invalid('a `)` has no `(`');
  if (root.height > MAX_NESTING) scanner.invalid(`the pattern nests deeper than ${MAX_NESTING}`, 0);
  if (root.states > SURELY_FITTING_STATES && isTooLarge(root)) scanner.invalid('the pattern is too large', 0);
  return { root, groups: scanner.groups, problem: scanner.problem };
}

/** What is between parentheses. Flags hold from where they stand to the end of the group. */
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
      return setNode(scanner, set, height);
    }
    case '.': {
      const left = flags.s ? [] : flags.R ? LINE_ENDS : LINE_FEED;
      return setNode(scanner, complement(scanner.alphabet, left));
    }
    case '^':
    case '$':
      return place(
        `${flags.m ? (flags.R ? 'crlf-line-' : 'line-') : ''}${character === '^' ? 'start' : 'end'}`,
      );
    case '\\':
      return readEscape(scanner);
    default:
      return characterNode(scanner, scanner.readCharacter(character));
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
  const index = isCapturing ? ++scanner.groups : undefined;
  const node = scanAlternatives(scanner, depth + 1);
  if (!scanner.take(')')) scanner.invalid('a group is not closed', start);
  scanner.flags = outer;
  return group(node, index);
}

function scanGroupName(scanner: RegexScanner, start: number): void {
  const name = decodeText(scanner.takeMatch(/([^>]*)>/y)?.[1] ?? '') ?? '';
  if (!groupName().test(name)) scanner.invalid('a group has no name, or one that is not allowed', start);
  if (scanner.names.has(name)) scanner.invalid(`two groups have the name \`${name}\``, start);
  scanner.names.add(name);
}

function readEscape(scanner: RegexScanner): RegexNode {
  const escape = scanEscape(scanner);
  switch (escape.kind) {
    case 'character':
      return characterNode(scanner, escape.code);
    case 'byte':
      return text([escape.byte]);
    case 'class':
      return setNode(scanner, escape.set);
    case 'assertion':
      return place(escape.place);
  }
}

/** Without the flag `u` the letters beyond ASCII have no case. */
function characterNode(scanner: RegexScanner, code: number): RegexNode {
  const { alphabet, flags } = scanner;
  if (flags.i && (code <= 0x7f || flags.u)) {
    const cases = alphabet.fold([[code, code]]);
    const isAlone = cases.length === 1 && cases[0]?.[0] === cases[0]?.[1];
    if (!isAlone) return set(flags.u ? 'character' : 'byte', cases, 0, flags.u ? 2 + 3 * cases.length : 1);
  }
  const literal = LITERALS[code];
  if (literal !== undefined) return literal;
  return text(Array.from(encodeText(String.fromCodePoint(code)), (byte) => byte.charCodeAt(0)));
}

function setNode(scanner: RegexScanner, ranges: Ranges, height = 0): RegexNode {
  if (!scanner.flags.u) return set('byte', ranges, height, 2);
  // Rust spells the characters out in bytes.
  const states = (ranges.at(-1)?.[1] ?? 0) <= 0x7f ? 2 : 32 + 6 * ranges.length;
  const isOfCharacters = intersection(ranges, SURROGATES).length === 0;
  return set(
    'character',
    isOfCharacters ? ranges : intersection(ranges, scanner.alphabet.all),
    height,
    states,
  );
}
