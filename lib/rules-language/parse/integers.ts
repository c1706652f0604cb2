import type { IntegerLiteral, IntegerRange } from '../syntax/ast';
import type { Source } from './source';

const MIN = -(2n ** 63n);
const MAX = 2n ** 63n - 1n;
const HEXADECIMAL = /0x[0-9A-Fa-f]*/y;
const ANY_DIGITS = /-?[0-9A-Fa-f]+/y;

/** A whole number: decimal, `0x1f`, or octal with a leading zero; `undefined` if no number starts here. */
export function parseInteger(source: Source): IntegerLiteral | undefined {
  const start = source.at;
  const code = source.peek();
  if (code !== 0x2d && !(code >= 0x30 && code <= 0x39)) return undefined;
  const short = takeShortNumber(source);
  if (short !== undefined) return literal(source, start, short, 'decimal');
  const hexadecimal = source.takeMatch(HEXADECIMAL);
  if (hexadecimal !== undefined) {
    if (hexadecimal.length === 2) failDigit(source, source.at);
    return literal(source, start, BigInt(hexadecimal), 'hexadecimal', start + 2);
  }
  // Cloudflare reads hexadecimal digits in any number, and then finds that they are none: `20and` holds `20a`.
  const digits = source.takeMatch(ANY_DIGITS);
  if (digits === undefined) failDigit(source, start + 1);
  if (/[A-Fa-f]/.test(digits)) failLetter(source, start, digits);
  if (digits === '0') return literal(source, start, 0n, 'decimal');
  if (digits.startsWith('0')) return octal(source, start, digits);
  return literal(source, start, BigInt(digits), 'decimal');
}

/** Most digits of a number that a JavaScript number holds exactly. */
const MAX_SHORT = 15;

/** Nearly every number: decimal, without a sign and not too long. By hand, for sets may hold thousands. */
function takeShortNumber(source: Source): bigint | undefined {
  const { text, at: start } = source;
  let value = 0;
  for (let at = start; at <= start + MAX_SHORT; at++) {
    const code = text.charCodeAt(at);
    const digit = code - 0x30;
    if (digit >= 0 && digit <= 9) {
      // A leading zero makes it octal or hexadecimal.
      if (digit === 0 && at === start) return undefined;
      value = value * 10 + digit;
      continue;
    }
    const letter = code | 0x20;
    if (at === start || (letter >= 0x61 && letter <= 0x66)) return undefined;
    source.at = at;
    return BigInt(value);
  }
  return undefined;
}

/** Whether what comes next is a whole number, and nothing that only starts like one. */
export function startsInteger({ text, at }: Source): boolean {
  const digits = /-?[0-9A-Fa-f]+/y;
  digits.lastIndex = at;
  return /^(?:-?[1-9][0-9]*|-0[0-9]*|0[0-7]*)$/.test(digits.exec(text)?.[0] ?? '');
}

/** A whole number or a range of them, in a set. */
export function parseIntegerItem(source: Source): IntegerLiteral | IntegerRange | undefined {
  const start = source.at;
  const from = parseInteger(source);
  if (from === undefined || !source.take('..')) return from;
  const to = parseInteger(source) ?? failDigit(source, source.at);
  if (from.value > to.value) {
    source.failHere(start, source.at, {
      code: 'expression/range-bounds',
      message: `a range goes from its smallest to its largest number, got: \`${from.value}..${to.value}\``,
      help: `did you mean \`${to.value}..${from.value}\`?`,
    });
  }
  return { kind: 'integer-range', from: from.value, to: to.value, range: source.rangeFrom(start) };
}

/** No number where one must be. */
export function failInteger(source: Source): never {
  const { text, at } = source;
  const quoted = /"(-?\d+)"/y;
  quoted.lastIndex = at;
  const number = quoted.exec(text);
  if (number !== null) {
    source.failHere(at, at + number[0].length, {
      code: 'expression/integer',
      message: 'expected a number, without quotes',
      help: `did you mean \`${number[1] ?? ''}\`?`,
    });
  }
  return failDigit(source, at);
}

function octal(source: Source, start: number, digits: string): IntegerLiteral {
  if (/[89]/.test(digits)) {
    source.failHere(start, source.at, {
      code: 'expression/octal',
      message: `a leading zero makes a number octal, which has no 8 or 9, got: \`${shown(digits)}\``,
      help: `did you mean \`${shown(digits.replace(/^0+/, ''))}\`?`,
    });
  }
  return literal(source, start, BigInt(`0o${digits.slice(1)}`), 'octal');
}

function failLetter(source: Source, start: number, digits: string): never {
  const number = /^-?[0-9]*/.exec(digits)?.[0] ?? '';
  source.failHere(start, source.at, {
    code: 'expression/integer',
    message: `\`${shown(digits)}\` is no number`,
    help: /^-?$/.test(number) ? undefined : `write a blank behind \`${shown(number)}\`, or \`0x\` before it`,
  });
}

function literal(
  source: Source,
  start: number,
  value: bigint,
  form: NonNullable<IntegerLiteral['form']>,
  reportedAt = start,
): IntegerLiteral {
  if (value < MIN || value > MAX) {
    source.failHere(start, source.at, {
      code: 'expression/integer-size',
      message: `a number has 64 bits, ${MIN} to ${MAX}, got: \`${shown(source.text.slice(start, source.at))}\``,
      reportedAt,
    });
  }
  return { kind: 'integer', value, form, range: source.rangeFrom(start) };
}

function failDigit(source: Source, at: number): never {
  source.failHere(at, at + 1, { code: 'expression/integer', message: 'expected a digit' });
}

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
