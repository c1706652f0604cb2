import type { RegexScanner } from './scanner';
import type { Repetition } from './tree';

/** Rust counts in 32 bits. */
const MAX_COUNT = 2 ** 32 - 1;
const SIMPLE: Readonly<Record<string, readonly [min: number, max: number]>> = {
  '*': [0, Infinity],
  '+': [1, Infinity],
  '?': [0, 1],
};

/** Reads a repetition, which comes next. */
export function scanRepetition(scanner: RegexScanner): Repetition {
  const start = scanner.position;
  const simple = SIMPLE[scanner.next()];
  const [min, max] = simple ?? scanCounts(scanner, start);
  // Only behind braces white space may come before the `?`, with the flag `x`.
  if (simple === undefined) scanner.skipBlanks();
  return { min, max, isLazy: scanner.take('?') !== scanner.flags.U };
}

/** `n}`, `n,}` or `n,m}`; Rust allows blanks around the numbers. */
function scanCounts(scanner: RegexScanner, start: number): readonly [min: number, max: number] {
  scanner.skipBlanks();
  const min = scanCount(scanner);
  let max: number | undefined = min;
  if (scanner.take(',')) {
    scanner.skipBlanks();
    max = scanner.peek() === '}' ? Infinity : scanCount(scanner);
  }
  if (min === undefined || max === undefined || !scanner.take('}')) {
    scanner.invalid('`{` begins no repetition', start);
  }
  if (min > max) scanner.invalid('the bounds of a repetition are reversed', start);
  if (Math.min(max, MAX_COUNT) !== max && max !== Infinity) {
    scanner.invalid('the number of a repetition is too large', start);
  }
  return [min, max];
}

/** A number, in which the flag `x` allows blanks too. */
function scanCount(scanner: RegexScanner): number | undefined {
  scanner.takeBlanks();
  let digits = '';
  while (/[0-9]/.test(scanner.peek())) {
    digits += scanner.next();
    scanner.skipBlanks();
  }
  if (scanner.takeBlanks()) scanner.skipBlanks();
  return digits === '' ? undefined : Number(digits);
}
