declare const LARGE: unique symbol;

/** One that no number holds exactly. Only {@link integerOf} makes it, so no integer has two forms. */
type LargeInteger = bigint & { readonly [LARGE]: true };

/**
 * An integer at run time: a number where that is exact, which JavaScript compares several times as fast as a bigint.
 * Each integer has one form, so `===` and `<` are exact across both.
 */
export type Integer = number | LargeInteger;

const MAX = 2n ** 63n - 1n;

export function integerOf(value: bigint): Integer {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : (value as LargeInteger);
}

/** The integer, or `undefined` if it takes more than 64 bits. */
export function integerOf64Bits(value: bigint): Integer | undefined {
  return value <= MAX && value >= -MAX - 1n ? integerOf(value) : undefined;
}

/** For arithmetic, whose result a number may not hold. */
export function bigintOf(value: Integer): bigint {
  return BigInt(value);
}

/** Whether both have a bit in common. */
export function shareBits(left: Integer, right: Integer): boolean {
  return (BigInt(left) & BigInt(right)) !== 0n;
}

export function isInteger(value: unknown): value is Integer {
  return typeof value === 'number' || typeof value === 'bigint';
}
