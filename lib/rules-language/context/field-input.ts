import { InputError, show } from '../../errors';
import { parseAddress } from '../addresses/addresses';
import { encodeGiven } from './context-text';
import { elementOf, isArray, isMap, type Type } from '../catalogue/types';
import { integerOf64Bits } from '../evaluate/integers';
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

/**
 * Turns a written value into one of the field's type.
 *
 * @throws InputError `context/field-type` if it has another type, `context/text` for half of a surrogate pair
 */
export function readFieldInput(name: string, type: Type, input: FieldInput): RuntimeValue {
  const element = elementOf(type);
  if (element === undefined) {
    const value = readPrimitive(name, type as keyof typeof EXPECTED, input);
    return value ?? refuse(name, EXPECTED[type as keyof typeof EXPECTED], input);
  }
  if (isArray(type)) {
    if (!Array.isArray(input)) return refuse(name, 'an array', input);
    return (input as readonly FieldInput[]).map((item) => readFieldInput(name, element, item));
  }
  if (!isMap(type) || !isObject(input)) return refuse(name, 'an object', input);
  return sortedMap(
    Object.entries(input).map(([key, item]) => [
      encodeGiven(`a key of \`${name}\``, key),
      readFieldInput(name, element, item),
    ]),
  );
}

/** JavaScript may give null, too. */
function isObject(input: FieldInput | null): input is Readonly<Record<string, FieldInput>> {
  return (
    typeof input === 'object' && input !== null && !Array.isArray(input) && !(input instanceof Uint8Array)
  );
}

function readPrimitive(
  name: string,
  type: keyof typeof EXPECTED,
  input: FieldInput,
): RuntimeValue | undefined {
  switch (type) {
    case 'Bool':
      return typeof input === 'boolean' ? input : undefined;
    case 'Bytes':
      if (input instanceof Uint8Array) return Buffer.from(input).toString('latin1');
      return typeof input === 'string' ? encodeGiven(`\`${name}\``, input) : undefined;
    case 'Int':
      if (typeof input === 'bigint') return integerOf64Bits(input);
      return typeof input === 'number' && Number.isSafeInteger(input) ? input : undefined;
    case 'Ip':
      return typeof input === 'string' ? parseAddress(input) : undefined;
  }
}

function refuse(name: string, expected: string, input: FieldInput): never {
  // Quoted, so that a number and a text of its digits look different.
  const shown = typeof input === 'string' ? JSON.stringify(input) : input;
  throw new InputError('context/field-type', {
    message: `\`${name}\` takes ${expected}, got: ${show(typeof shown === 'bigint' || typeof shown === 'number' ? String(shown) : shown)}`,
    help: `give ${expected}`,
  });
}
