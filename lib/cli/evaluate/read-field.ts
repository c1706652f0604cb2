import { InputError, show } from '../../errors';
import { CLOUDFLARE_SCHEME, elementOf, isArray, type Type } from '../../rules-language';
import type { RequestInput } from '../options/request-option';

/** Values of fields, as the language takes them. */
export type FieldInputs = NonNullable<RequestInput['fields']>;
type FieldInput = FieldInputs[string];

/**
 * Values of fields, as JSON has them. Text is its UTF-8 bytes; any bytes may be written as an array of numbers from 0 to
 * 255.
 *
 * @throws InputError `context/field-type` where an array or an object does not stand where it must
 */
export function readFields(fields: object): FieldInputs {
  const inputs: [string, FieldInput][] = [];
  for (const [name, value] of Object.entries(fields)) {
    const type = CLOUDFLARE_SCHEME.fields.get(name)?.type;
    // The language itself refuses a name that it does not know.
    inputs.push([name, type === undefined ? '' : readField(name, type, value)]);
  }
  return Object.fromEntries(inputs);
}

function readField(name: string, type: Type, value: unknown): FieldInput {
  const element = elementOf(type);
  if (element === undefined) {
    if (type === 'Bytes' && Array.isArray(value)) return readBytes(`\`${name}\``, value);
    if (typeof value !== 'object') return value as string | number | bigint | boolean;
    return refuse(name, 'one value', value);
  }
  if (isArray(type)) {
    if (!Array.isArray(value)) return refuse(name, 'an array', value);
    return value.map((item) => readField(name, element, item));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(name, 'an object', value);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, readField(name, element, item)]),
  );
}

/**
 * Bytes as an array of numbers.
 *
 * @throws InputError `context/field-type`
 */
export function readBytes(what: string, value: readonly unknown[]): Uint8Array {
  const bytes = value.filter((byte) => Number.isInteger(byte) && Number(byte) >= 0 && Number(byte) <= 255);
  if (bytes.length === value.length) return Uint8Array.from(bytes as readonly number[]);
  throw new InputError('context/field-type', {
    message: `bytes are numbers from 0 to 255, got for ${what}: ${show(value)}`,
    help: 'give each byte as a number, or a text',
  });
}

function refuse(name: string, expected: string, value: unknown): never {
  const isNothing = value === null ? ': leave out a field that the request does not have' : '';
  throw new InputError('context/field-type', {
    message: `\`${name}\` takes ${expected}, got: ${show(value)}${isNothing}`,
    help: `give ${expected} as JSON`,
  });
}
