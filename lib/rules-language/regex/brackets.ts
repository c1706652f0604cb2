import { byteSet, type ByteSet, complement, foldCase, intersection, union } from './byte-set';
import { POSIX_CLASSES } from './classes';
import { scanEscape } from './escapes';
import type { RegexScanner } from './scanner';

/** How deep brackets and groups may nest; the default of Rust's engine. */
export const MAX_NESTING = 250;

const BEYOND_ASCII = 'a character beyond ASCII in a class needs the flag `u`';

const OPERATIONS: ReadonlyMap<string, (left: ByteSet, right: ByteSet) => ByteSet> = new Map([
  ['&&', intersection],
  ['--', (left, right) => intersection(left, complement(right))],
  [
    '~~',
    (left, right) => union(intersection(left, complement(right)), intersection(right, complement(left))),
  ],
]);

/**
 * Reads a bracketed class; the `[` is read already. The set operations bind equally, from left to right, and looser
 * than the union of what stands side by side.
 */
export function scanBrackets(scanner: RegexScanner, ignoreCase: boolean, depth: number): ByteSet {
  const start = scanner.position - 1;
  if (depth > MAX_NESTING) scanner.invalid(`classes nest deeper than ${MAX_NESTING}`, start);
  const fold = (set: ByteSet) => (ignoreCase ? foldCase(set) : set);
  const negated = scanner.take('^');
  let operation: ((left: ByteSet, right: ByteSet) => ByteSet) | undefined;
  let left: ByteSet | undefined;
  let current = byteSet([]);
  // A bracket or hyphens that come first stand for themselves.
  while (scanner.take('-')) current = withByte(current, 0x2d);
  if (scanner.peek() === ']' && rangesAreEmpty(current)) {
    scanner.position++;
    current = withByte(current, 0x5d);
  }
  for (;;) {
    if (scanner.atEnd()) scanner.invalid('a class is not closed', start);
    if (scanner.take(']')) break;
    const symbol = scanner.pattern.slice(scanner.position, scanner.position + 2);
    const next = OPERATIONS.get(symbol);
    if (next !== undefined) {
      scanner.position += 2;
      left = operation === undefined || left === undefined ? fold(current) : operation(left, fold(current));
      operation = next;
      current = byteSet([]);
      continue;
    }
    current = union(current, scanItem(scanner, ignoreCase, depth));
  }
  const set = operation === undefined || left === undefined ? fold(current) : operation(left, fold(current));
  const folded = fold(set);
  return negated ? complement(folded) : folded;
}

function rangesAreEmpty(set: ByteSet): boolean {
  return !set.includes(1);
}

function withByte(set: ByteSet, byte: number): ByteSet {
  return union(set, byteSet([[byte, byte]]));
}

/** One byte, a range, an escape, a nested or a named class. */
function scanItem(scanner: RegexScanner, ignoreCase: boolean, depth: number): ByteSet {
  const start = scanner.position;
  const named = scanner.takeMatch(/\[:(\^?)([a-z]+):\]/y);
  const set = POSIX_CLASSES.get(named?.[2] ?? '');
  if (named !== undefined && set !== undefined) {
    // The opposite of a named class is taken after its letters are folded.
    const folded = ignoreCase ? foldCase(set) : set;
    return named[1] === '^' ? complement(folded) : folded;
  }
  // Of a name that it does not know Rust makes a class of the characters in it.
  scanner.position = start;
  if (scanner.take('[')) return scanBrackets(scanner, ignoreCase, depth + 1);
  const first = scanMember(scanner);
  if (typeof first !== 'number') return first;
  // A hyphen before the closing bracket, or before another one, is no range.
  if (scanner.peek() !== '-' || scanner.peek(1) === ']' || scanner.peek(1) === '-') {
    return byteSet([[first, first]]);
  }
  scanner.position++;
  const last = scanMember(scanner);
  if (typeof last !== 'number') scanner.invalid('a range ends with a class', start);
  if (last < first) scanner.invalid('the bounds of a range are reversed', start);
  return byteSet([[first, last]]);
}

function scanMember(scanner: RegexScanner): number | ByteSet {
  const start = scanner.position;
  const character = scanner.next();
  if (character === '') scanner.invalid('a class is not closed', start);
  if (character === '\\') {
    const escape = scanEscape(scanner);
    if (escape.kind === 'byte') return escape.byte;
    if (escape.kind === 'class') return escape.set;
    if (escape.kind === 'assertion') scanner.invalid(`\`${escape.text}\` stands in a class`, start);
    scanner.invalid(BEYOND_ASCII, start);
  }
  if (character > '\x7f') scanner.invalid(BEYOND_ASCII, start);
  return character.charCodeAt(0);
}
