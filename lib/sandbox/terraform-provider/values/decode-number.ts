/*
 * Numbers of answers as the provider 5.14.0 reads them, by the Go package gjson: true is 1, a text counts if it is that of a
 * number, and an integer is one of 64 bits.
 */

/** What Go reads as a number, in a text. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INTEGER = /^-?\d+$/;

/** A number with a fraction, in 64 bits: longer integers are rounded. `undefined` for what is no number. */
export function decodeFloat(answer: unknown): number | undefined {
  switch (typeof answer) {
    case 'number':
      return answer;
    case 'bigint':
      return Number(answer);
    case 'boolean':
      return answer ? 1 : 0;
    case 'string':
      return isNumber(answer) ? Number(answer) : undefined;
    default:
      return undefined;
  }
}

/** An integer: fractions of numbers are cut off, and a text that is no plain integer is 0. */
export function decodeInteger(answer: unknown): number | bigint | undefined {
  switch (typeof answer) {
    case 'number':
      return Number.isSafeInteger(Math.trunc(answer)) ? Math.trunc(answer) : outOfRange(answer);
    case 'bigint':
      return inSixtyFourBits(answer);
    case 'boolean':
      return answer ? 1 : 0;
    case 'string':
      if (!isNumber(answer)) return undefined;
      return INTEGER.test(answer) ? inSixtyFourBits(BigInt(answer)) : 0;
    default:
      return undefined;
  }
}

function isNumber(text: string): boolean {
  return NUMBER.test(text) && Number.isFinite(Number(text));
}

/** Go's integers go round. */
function inSixtyFourBits(value: bigint): number | bigint {
  const integer = BigInt.asIntN(64, value);
  return Number.isSafeInteger(Number(integer)) ? Number(integer) : integer;
}

/** A number with an exponent or a fraction, such as 1e18; of what is beyond 64 bits the processor makes the least integer. */
function outOfRange(number: number): bigint {
  const integer = BigInt(Math.trunc(number));
  return BigInt.asIntN(64, integer) === integer ? integer : -(2n ** 63n);
}
