import { parseAddress } from '../addresses/addresses';
import { encodeText } from '../text/bytes';
import { ContextError } from './context-error';
import { elementOf, isArray, isMap, type Type } from '../catalogue/types';
import { type RuntimeValue, sortedMap } from '../evaluate/values';

/**
 * A field's value as it is written down: text stands for its UTF-8 bytes (or for an address, where the field is one),
 * a `Uint8Array` for any bytes, an object for a map.
 */
export type FieldInput =
  | string
  | number
  | bigint
  | boolean
  | Uint8Array
  | readonly FieldInput[]
  | { readonly [key: string]: FieldInput };

const EXPECTED = {
  Bool: 'true or false',
  Bytes: 'a text or a Uint8Array',
  Int: 'a whole number of 64 bits',
  Ip: 'an IPv4 or IPv6 address',
} as const;
const MAX_INT = 2n ** 63n - 1n;

/**
 * Turns a written value into one of the field's type.
 *
 * @throws ContextError `context/field-type` if it has another type
 */
export function readFieldInput(name: string, type: Type, input: FieldInput): RuntimeValue {
  const element = elementOf(type);
  if (element === undefined) {
    const value = readPrimitive(type as keyof typeof EXPECTED, input);
    return value ?? refuse(name, EXPECTED[type as keyof typeof EXPECTED], input);
  }
  if (isArray(type)) {
    if (!Array.isArray(input)) return refuse(name, 'an array', input);
    return (input as readonly FieldInput[]).map((item) => readFieldInput(name, element, item));
  }
  if (!isMap(type) || typeof input !== 'object' || Array.isArray(input) || input instanceof Uint8Array) {
    return refuse(name, 'an object', input);
  }
  return sortedMap(
    Object.entries(input as Readonly<Record<string, FieldInput>>).map(([key, item]) => [
      encodeText(key),
      readFieldInput(name, element, item),
    ]),
  );
}

function readPrimitive(type: keyof typeof EXPECTED, input: FieldInput): RuntimeValue | undefined {
  switch (type) {
    case 'Bool':
      return typeof input === 'boolean' ? input : undefined;
    case 'Bytes':
      if (input instanceof Uint8Array) return Buffer.from(input).toString('latin1');
      return typeof input === 'string' ? encodeText(input) : undefined;
    case 'Int': {
      if (typeof input !== 'bigint' && !Number.isSafeInteger(input)) return undefined;
      const value = BigInt(input as number | bigint);
      return value <= MAX_INT && value >= -MAX_INT - 1n ? value : undefined;
    }
    case 'Ip':
      return typeof input === 'string' ? parseAddress(input) : undefined;
  }
}

function refuse(name: string, expected: string, input: FieldInput): never {
  const shown =
    typeof input === 'bigint' || typeof input === 'number'
      ? String(input)
      : JSON.stringify(input).slice(0, 120);
  throw new ContextError(
    'context/field-type',
    `\`${name}\` takes ${expected}, got: \`${shown}\``,
    `give ${expected}`,
  );
}
