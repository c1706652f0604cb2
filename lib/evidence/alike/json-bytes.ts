/** Deeper values are left to a parser. */
const DEEPEST = 16;

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const LETTER_U = 0x75;
const OPEN = 0x7b;
const CLOSE = 0x7d;

const WORDS = ['true', 'false', 'null'].map((word) => Buffer.from(word));

/** 1 for bytes that stand for themselves in a string: no quote, no escape, and nothing that JSON wants escaped. */
const ORDINARY = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === QUOTE || byte === BACKSLASH ? 0 : 1,
);

/** 1 for what may follow a backslash. */
const ESCAPED = tableOf('"\\/bfnrt');
const HEX = tableOf('0123456789abcdefABCDEF');

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of Buffer.from(characters)) table[byte] = 1;
  return table;
}

/**
 * The end of the value of JSON that begins here, or -1 if none does for sure: blanks and exponents are left to a parser.
 * Something that is part of no value, such as the end of the line, must follow in the bytes.
 */
export function endOfValue(bytes: Uint8Array, start: number): number {
  const first = bytes[start] ?? 0;
  if (first === QUOTE) return endOfString(bytes, start + 1);
  if (first >= ZERO && first <= NINE) return endOfNumber(bytes, start);
  return endOfOther(bytes, start, 0);
}

function endOfOther(bytes: Uint8Array, start: number, depth: number): number {
  const first = bytes[start] ?? 0;
  if (first === MINUS) return endOfNumber(bytes, start + 1);
  if (first === OPEN_LIST) return endOfList(bytes, start + 1, depth + 1);
  if (first === OPEN) return endOfObject(bytes, start + 1, depth + 1);
  return endOfWord(bytes, start);
}

function endOfElement(bytes: Uint8Array, start: number, depth: number): number {
  const first = bytes[start] ?? 0;
  if (depth > DEEPEST) return -1;
  return first === OPEN_LIST || first === OPEN ? endOfOther(bytes, start, depth) : endOfValue(bytes, start);
}

function endOfWord(bytes: Uint8Array, start: number): number {
  for (const word of WORDS) {
    let size = 0;
    while (size < word.length && bytes[start + size] === word[size]) size++;
    if (size === word.length) return start + size;
  }
  return -1;
}

/** Behind the quote that ends the string whose text begins here. */
function endOfString(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    while (ORDINARY[bytes[at] ?? 0] === 1) at++;
    if (bytes[at] === QUOTE) return at + 1;
    at = bytes[at] === BACKSLASH ? endOfEscape(bytes, at + 1) : -1;
    if (at < 0) return -1;
  }
}

function endOfEscape(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== LETTER_U) return ESCAPED[bytes[start] ?? 0] === 1 ? start + 1 : -1;
  for (let at = start + 1; at <= start + 4; at++) if (HEX[bytes[at] ?? 0] !== 1) return -1;
  return start + 5;
}

/** Behind the digits that begin here, and the fraction behind them. */
function endOfNumber(bytes: Uint8Array, start: number): number {
  const at = endOfDigits(bytes, start);
  if (at === start || (bytes[start] === ZERO && at > start + 1)) return -1;
  if (bytes[at] !== POINT) return at;
  const end = endOfDigits(bytes, at + 1);
  return end > at + 1 ? end : -1;
}

function endOfDigits(bytes: Uint8Array, start: number): number {
  let at = start;
  for (let byte = bytes[at] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[at] ?? 0) at++;
  return at;
}

function endOfList(bytes: Uint8Array, start: number, depth: number): number {
  if (bytes[start] === CLOSE_LIST) return start + 1;
  for (let at = start; ; at++) {
    at = endOfElement(bytes, at, depth);
    if (at < 0 || bytes[at] === CLOSE_LIST) return at < 0 ? at : at + 1;
    if (bytes[at] !== COMMA) return -1;
  }
}

function endOfObject(bytes: Uint8Array, start: number, depth: number): number {
  if (bytes[start] === CLOSE) return start + 1;
  for (let at = start; ; at++) {
    const colon = bytes[at] === QUOTE ? endOfString(bytes, at + 1) : -1;
    if (colon < 0 || bytes[colon] !== COLON) return -1;
    at = endOfElement(bytes, colon + 1, depth);
    if (at < 0 || bytes[at] === CLOSE) return at < 0 ? at : at + 1;
    if (bytes[at] !== COMMA) return -1;
  }
}
