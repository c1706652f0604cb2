import { complement } from './alphabets';
import { POSIX_CLASSES } from './classes';
import { scanEscape } from './escapes';
import { difference, intersection, type Ranges, rangesOf, union } from './ranges';
import type { RegexScanner } from './scanner';
import { MAX_NESTING } from './tree';

/** A class, or a part of one. */
interface ClassNode {
  readonly set: Ranges;
  /** How deep it nests, as Rust counts. */
  readonly height: number;
}

type Operation = (left: Ranges, right: Ranges) => Ranges;

/** A byte or a character by its number, or a class. */
type Member = number | Ranges;

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['&&', intersection],
  ['--', difference],
  ['~~', (left, right) => union(difference(left, right), difference(right, left))],
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
  const all = folded(scanner, set);
  return { set: negated ? complement(scanner.alphabet, all) : all, height: height + 1 };
}

/** A bracket or hyphens that come first stand for themselves. */
function scanFirstItems(scanner: RegexScanner): ClassNode[] {
  const items: ClassNode[] = [];
  while (scanner.take('-')) {
    items.push(leaf(setOf(0x2d)));
    scanner.skipBlanks();
  }
  if (items.length === 0 && scanner.take(']')) items.push(leaf(setOf(0x5d)));
  return items;
}

function operate(
  scanner: RegexScanner,
  left: ClassNode | undefined,
  operation: Operation | undefined,
  items: readonly ClassNode[],
): ClassNode {
  const inside = items.reduce((highest, item) => Math.max(highest, item.height), 0);
  const right = folded(scanner, rangesOf(items.flatMap(({ set }) => set)));
  const height = items.length > 1 ? inside + 1 : inside;
  if (left === undefined || operation === undefined) return { set: right, height };
  return { set: operation(left.set, right), height: Math.max(left.height, height) + 1 };
}

function folded(scanner: RegexScanner, set: Ranges): Ranges {
  return scanner.flags.i ? scanner.alphabet.fold(set) : set;
}

function leaf(set: Ranges): ClassNode {
  return { set, height: 0 };
}

/** One byte, a range, an escape, a nested or a named class. */
function scanItem(scanner: RegexScanner, depth: number): ClassNode {
  const start = scanner.position;
  const named = scanner.takeMatch(/\[:(\^?)([a-z]+):\]/y);
  const set = POSIX_CLASSES.get(named?.[2] ?? '');
  if (named !== undefined && set !== undefined) {
    // The opposite of a named class is taken after its letters are folded.
    const all = folded(scanner, set);
    return leaf(named[1] === '^' ? complement(scanner.alphabet, all) : all);
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
  if (typeof first !== 'number' || typeof last !== 'number') {
    scanner.invalid('a bound of a range is a class', start);
  }
  if (last < first) scanner.invalid('the bounds of a range are reversed', start);
  return leaf([[first, last]]);
}

function setOf(member: Member): Ranges {
  return typeof member === 'number' ? [[member, member]] : member;
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
  if (character !== '\\') return inClass(scanner, scanner.readCharacter(character), start);
  const escape = scanEscape(scanner);
  switch (escape.kind) {
    case 'character':
      return inClass(scanner, escape.code, start);
    case 'byte':
      return escape.byte;
    case 'class':
      return escape.set;
    case 'assertion':
      return scanner.invalid(
        `\`${scanner.pattern.slice(start, scanner.position)}\` stands in a class`,
        start,
      );
  }
}

/** Beyond ASCII a character is several bytes, of which a class of bytes takes one. */
function inClass(scanner: RegexScanner, code: number, start: number): number {
  if (code > 0x7f && !scanner.flags.u) {
    scanner.invalid('a character beyond ASCII in a class needs the flag `u`', start);
  }
  return code;
}
