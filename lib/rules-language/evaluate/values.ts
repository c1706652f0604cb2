import type { Integer } from './integers';
import type { Unknown } from './unknown';

/**
 * A value at run time. Text and addresses are binary strings, one character for each byte; the type of the expression
 * says which of the two a string is.
 */
export type RuntimeValue =
  | string
  | Integer
  | boolean
  | readonly RuntimeValue[]
  /** In the byte order of the keys, which is the order of `[*]`. */
  | ReadonlyMap<string, RuntimeValue>;

/** What reading a value gives: the value, `undefined` for one that is missing, or that it cannot be known. */
export type Reading = RuntimeValue | Unknown | undefined;

/** A map in the order that `[*]` visits it. */
export function sortedMap<T>(entries: Iterable<readonly [string, T]>): ReadonlyMap<string, T> {
  return new Map([...entries].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)));
}

/** The elements that `[*]` visits. */
export function elementsOf(value: RuntimeValue): readonly RuntimeValue[] {
  if (Array.isArray(value)) return value as readonly RuntimeValue[];
  return value instanceof Map ? [...(value as ReadonlyMap<string, RuntimeValue>).values()] : [];
}

const UPPER = /[A-Z]+/g;
const LOWER = /[a-z]+/g;
const BEYOND_ASCII = /[\x80-\xff]/;

/** ASCII letters in lower case; `toLowerCase` alone would change bytes of other characters. */
export function lowerAscii(text: string): string {
  return BEYOND_ASCII.test(text)
    ? text.replace(UPPER, (letters) => letters.toLowerCase())
    : text.toLowerCase();
}

/** ASCII letters in upper case. */
export function upperAscii(text: string): string {
  return BEYOND_ASCII.test(text)
    ? text.replace(LOWER, (letters) => letters.toUpperCase())
    : text.toUpperCase();
}

/** Up to this length, a part of a text is a copy in any case. */
const MAX_COPIED = 12;

/**
 * The same text in a piece of memory of its own. A part of a longer text, as parsing makes them, is compared through that
 * text, which takes six times as long.
 */
export function detach(text: string): string {
  return text.length <= MAX_COPIED ? text : Buffer.from(text, 'latin1').toString('latin1');
}
