import type { FieldSlot } from '../context/field-slots';
import { type Ternary, Unknown } from '../evaluate/unknown';
import type { Reading } from '../evaluate/values';
import { hasInteger, type IntegerSet, NO_INTEGERS } from './integer-set';

/** What a value is to be: true if it is a boolean, and else this text or address, or an integer in this range. */
export interface Wanted {
  readonly text: string;
  readonly from: number;
  /** The first number behind the range. Both are rounded like the bounds of the set. */
  readonly end: number;
  /** The same range. */
  readonly integers: IntegerSet;
}

/** What most conditions are. Whoever runs a condition decides such a test in place, because a call costs more. */
export interface FieldTest extends Wanted {
  readonly slot: FieldSlot;
}

export const WANTED_TRUE: Wanted = wantedText('');

export function wantedText(text: string): Wanted {
  return { text, from: 0, end: 0, integers: NO_INTEGERS };
}

/** `undefined` if the integers are not one range. */
export function wantedRange(integers: IntegerSet): Wanted | undefined {
  const { bounds, inverted } = integers;
  const [from = Infinity, end = Infinity] = inverted ? [-Infinity, bounds[0]] : bounds;
  return bounds.length > (inverted ? 1 : 2) ? undefined : { text: '', from, end, integers };
}

/**
 * JavaScript compares texts faster in a place where it has met nothing else, and leaves the call out for those of another
 * length. Each part of `wanted` is read only where it is needed, which costs less, too.
 */
export function isAsWanted(reading: Reading, wanted: Wanted): Ternary {
  if (typeof reading === 'string') return reading.length === wanted.text.length && reading === wanted.text;
  if (typeof reading === 'number') return reading >= wanted.from && reading < wanted.end;
  if (reading === true || reading instanceof Unknown) return reading;
  return typeof reading === 'bigint' && hasInteger(wanted.integers, reading);
}
