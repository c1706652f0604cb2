import { byteSet, type ByteSet, complement, foldCase, intersection, union } from './byte-set';
import { POSIX_CLASSES } from './classes';
import { scanEscape } from './escapes';
import { MAX_NESTING } from './node';
import type { RegexScanner } from './scanner';

/** A class, or a part of one. */
interface ClassNode {
  readonly set: ByteSet;
  /** How deep it nests, as Rust counts. */
  readonly height: number;
}

type Operation = (left: ByteSet, right: ByteSet) => ByteSet;

/** A byte, a class, or a character beyond ASCII: with the flag `u` the pattern is not run, so it does not matter which. */
type Member = number | ByteSet | typeof NO_BYTE;

const NO_BYTE = 'character';
const BEYOND_ASCII = 'a character beyond ASCII in a class needs the flag `u`';

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
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
export function scanBrackets(scanner: RegexScanner, depth: number): ClassNode {
  const start = scanner.position - 1;
  if (depth > MAX_NESTING) scanner.invalid(`classes nest deeper than ${MAX_NESTING}`, start);
  scanner.skipBlanks();
  const negated = scanner.take('^');
  scanner.skipBlanks();
  let items = scanFirstItems(scanner);
  let left: ClassNode | undefined;
  let operation: Operation | undefined;
  for (;;) {
    scanner.skipBlanks();
    if (scanner.atEnd()) scanner.invalid('a class is not closed', start);
    if (scanner.take(']')) break;
    const next = OPERATIONS.get(scanner.pattern.slice(scanner.position, scanner.position + 2));
    if (next === undefined) {
      items.push(scanItem(scanner, depth));
      continue;
    }
    scanner.position += 2;
    left = operate(scanner, left, operation, items);
    operation = next;
    items = [];
  }
  const { set, height } = operate(scanner, left, operation, items);
  return { set: negated ? complement(folded(scanner, set)) : folded(scanner, set), height: height + 1 };
}

/** A bracket or hyphens that come first stand for themselves. */
function scanFirstItems(scanner: RegexScanner): ClassNode[] {
  const items: ClassNode[] = [];
  while (scanner.take('-')) {
    items.push(leaf(byteSet([[0x2d, 0x2d]])));
    scanner.skipBlanks();
  }
  if (items.length === 0 && scanner.take(']')) items.push(leaf(byteSet([[0x5d, 0x5d]])));
  return items;
}

function operate(
  scanner: RegexScanner,
  left: ClassNode | undefined,
  operation: Operation | undefined,
  items: readonly ClassNode[],
): ClassNode {
  let inside = 0;
  let all = items[0]?.set ?? byteSet([]);
  for (const [index, { set, height }] of items.entries()) {
    inside = Math.max(inside, height);
    if (index > 0) all = union(all, set);
  }
  const right = folded(scanner, all);
  const height = items.length > 1 ? inside + 1 : inside;
  if (left === undefined || operation === undefined) return { set: right, height };
  return { set: operation(left.set, right), height: Math.max(left.height, height) + 1 };
}

function folded(scanner: RegexScanner, set: ByteSet): ByteSet {
  return scanner.flags.i ? foldCase(set) : set;
}

function leaf(set: ByteSet): ClassNode {
  return { set, height: 0 };
}

/** One byte, a range, an escape, a nested or a named class. */
function scanItem(scanner: RegexScanner, depth: number): ClassNode {
  const start = scanner.position;
  const named = scanner.takeMatch(/\[:(\^?)([a-z]+):\]/y);
  const set = POSIX_CLASSES.get(named?.[2] ?? '');
  if (named !== undefined && set !== undefined) {
    // The opposite of a named class is taken after its letters are folded.
    return leaf(named[1] === '^' ? complement(folded(scanner, set)) : folded(scanner, set));
  }
  // Of a name that it does not know Rust makes a class of the characters in it.
  scanner.position = start;
  if (scanner.take('[')) return scanBrackets(scanner, depth + 1);
  const first = scanMember(scanner);
  scanner.skipBlanks();
  if (!startsRange(scanner)) return leaf(setOf(first));
  scanner.position++;
  scanner.skipBlanks();
  const last = scanMember(scanner);
  if (first instanceof Uint8Array || last instanceof Uint8Array) {
    scanner.invalid('a bound of a range is a class', start);
  }
  if (first === NO_BYTE || last === NO_BYTE) return leaf(setOf(NO_BYTE));
  if (last < first) scanner.invalid('the bounds of a range are reversed', start);
  return leaf(byteSet([[first, last]]));
}

function setOf(member: Member): ByteSet {
  if (member === NO_BYTE) return byteSet([]);
  return typeof member === 'number' ? byteSet([[member, member]]) : member;
}

/** A hyphen before the closing bracket, or before another one, is no range. */
function startsRange(scanner: RegexScanner): boolean {
  if (scanner.peek() !== '-') return false;
  const hyphen = scanner.position++;
  if (scanner.flags.x) {
    // Rust looks behind white space here, but only at the first character of a comment.
    scanner.takeBlanks();
    if (scanner.take('#')) scanner.takeBlanks();
  }
  const following = scanner.peek();
  scanner.position = hyphen;
  return following !== ']' && following !== '-';
}

function scanMember(scanner: RegexScanner): Member {
  const start = scanner.position;
  const character = scanner.next();
  if (character === '') scanner.invalid('a class is not closed', start);
  if (character === '\\') {
    const escape = scanEscape(scanner);
    if (escape.kind === 'byte') return escape.byte;
    if (escape.kind === 'class') return escape.set;
    if (escape.kind === 'assertion') scanner.invalid(`\`${escape.text}\` stands in a class`, start);
  } else if (character <= '\x7f') return character.charCodeAt(0);
  else scanner.takeMatch(/[\x80-\xbf]+/y);
  if (!scanner.flags.u) scanner.invalid(BEYOND_ASCII, start);
  return NO_BYTE;
}
