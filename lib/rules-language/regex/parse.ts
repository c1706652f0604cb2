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
import {
  alternatives,
  checkSize,
  group,
  MAX_NESTING,
  place,
  type RegexNode,
  repeat,
  sequence,
  set,
  text,
} from './tree';

/** Rust takes letters and digits of any script. */
const GROUP_NAME = /^[_\p{Alphabetic}][_.[\]\p{Alphabetic}\p{N}]*$/u;
/** `(?flags)`: it matches nothing, and cannot be repeated. */
const FLAG_CHANGE = place('nothing');
/** Most of a pattern is literal text: each byte of it is one node. */
const LITERALS = Array.from({ length: 128 }, (_, byte) => text([byte]));

/** A pattern as it is read. */
export interface RegexTree {
  readonly root: RegexNode;
  /** It is to be run on the characters of a text (see `readableText`), and not on its bytes. */
  readonly takesCharacters: boolean;
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
  let scanner = new RegexScanner(pattern);
  let root = scanWhole(scanner);
  const { takesCharacters } = scanner;
  if (takesCharacters) {
    scanner = new RegexScanner(pattern, true);
    root = scanWhole(scanner);
  }
  return { root, takesCharacters, problem: scanner.problem };
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
      return setNode(scanner, set, start, height);
    }
    case '.': {
      const left = flags.s ? [] : flags.R ? LINE_ENDS : LINE_FEED;
      return setNode(scanner, complement(scanner.alphabet, left), start);
    }
    case '^':
    case '$':
      if (flags.m && flags.R) {
        scanner.unsupported('`^` and `$` with the flags `m` and `R` cannot be evaluated offline', start);
      }
      if (flags.m) return place(character === '^' ? 'line-start' : 'line-end');
      return place(character === '^' ? 'start' : 'end');
    case '\\':
      return readEscape(scanner, start);
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

function readEscape(scanner: RegexScanner, start: number): RegexNode {
  const escape = scanEscape(scanner);
  switch (escape.kind) {
    case 'character':
      return characterNode(scanner, escape.code);
    case 'byte':
      return setNode(scanner, [[escape.byte, escape.byte]], start);
    case 'class':
      return setNode(scanner, escape.set, start);
    case 'assertion':
      return place(escape.place);
  }
}

/** Beyond ASCII a character is several bytes, which a repetition takes as one, and which have no case. */
function characterNode(scanner: RegexScanner, code: number): RegexNode {
  const { alphabet, flags } = scanner;
  if (flags.i && (code <= 0x7f || flags.u)) {
    const cases = alphabet.fold([[code, code]]);
    return set(cases, 0, flags.u ? 2 + 3 * cases.length : 1);
  }
  const literal = LITERALS[code];
  if (literal !== undefined) return literal;
  const bytes = encodeText(String.fromCodePoint(code));
  return scanner.isInCharacters
    ? text([code], bytes.length)
    : text(Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

/** @param at where it stands in the pattern */
function setNode(scanner: RegexScanner, ranges: Ranges, at: number, height = 0): RegexNode {
  const isAscii = (ranges.at(-1)?.[1] ?? 0) <= 0x7f;
  if (scanner.isInCharacters && !scanner.flags.u && !isAscii) {
    scanner.unsupported('bytes beyond ASCII beside the flag `u` cannot be evaluated offline', at);
  }
  if (!scanner.flags.u) return set(ranges, height, 2);
  // Rust spells the characters out in bytes.
  const states = isAscii ? 2 : 32 + 6 * ranges.length;
  return set(intersection(ranges, scanner.alphabet.all), height, states);
}
