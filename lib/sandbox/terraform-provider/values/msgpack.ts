import { decode, encode, ExtensionCodec } from '@msgpack/msgpack';
import { UNKNOWN, type Value } from './value';

/** MessagePack extension of an unknown value, and of one about which something is known (a prefix, a length). */
const UNKNOWN_EXTENSION = 0;
const REFINED_UNKNOWN_EXTENSION = 12;

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: UNKNOWN_EXTENSION,
  encode: (value) => (value === UNKNOWN ? new Uint8Array(1) : null),
  decode: () => UNKNOWN,
});
// What is known about an unknown value is a help for Terraform's own checks; the provider has no use for it.
extensionCodec.register({
  type: REFINED_UNKNOWN_EXTENSION,
  encode: () => null,
  decode: () => UNKNOWN,
});

/** Decodes Terraform's MessagePack. 64-bit integers that JavaScript can't hold exactly become `bigint`. */
export function decodeMsgpack(bytes: Uint8Array): Value {
  return narrow(decode(bytes, { extensionCodec, useBigInt64: true }) as Value);
}

/** Encodes a value as Terraform's MessagePack. Numbers beyond 2^53 travel as decimal text. */
export function encodeMsgpack(value: Value): Uint8Array {
  return encode(widen(value), { extensionCodec });
}

function narrow(value: Value): Value {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return mapChildren(value, narrow);
}

function widen(value: Value): Value {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return BigInt(value).toString();
  }
  return mapChildren(value, widen);
}

function mapChildren(value: Value, map: (child: Value) => Value): Value {
  if (typeof value !== 'object' || value === null || value === UNKNOWN) return value;
  if (Array.isArray(value)) return value.map(map);
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, map(child as Value)]));
}
