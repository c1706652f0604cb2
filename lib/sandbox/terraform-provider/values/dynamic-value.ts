import type { Attributes } from '../../../provider-schema';
import { readJson } from '../../../errors';
import type { DynamicValue as DynamicValueMessage } from '../grpc/tfplugin6_pb';
import { conform } from './conform';
import { decodeMsgpack, encodeMsgpack } from './msgpack';
import type { Value, ValueObject } from './value';

/** A value on the wire: Terraform sends MessagePack, and JSON in stored states. The other of both is empty. */
type DynamicValue = Pick<DynamicValueMessage, 'msgpack' | 'json'>;

/** Reads an object of the given attributes; `null` if the whole object is null (no state, no configuration). */
export function fromDynamicValue(attributes: Attributes, wire: DynamicValue | undefined): ValueObject | null {
  if (wire === undefined) return null;
  if (wire.msgpack.length > 0) return conform(attributes, decodeMsgpack(wire.msgpack));
  return fromJson(attributes, wire.json);
}

/** Reads an object of the given attributes from the JSON of a stored state. */
export function fromJson(attributes: Attributes, json: Uint8Array | undefined): ValueObject | null {
  if (json === undefined || json.length === 0) return null;
  return conform(attributes, readJson(Buffer.from(json).toString('utf8')) as Value);
}

/** Writes an object of the given attributes; attributes it does not have are written as null. */
export function toDynamicValue(
  attributes: Attributes,
  value: ValueObject | null,
): Pick<DynamicValue, 'msgpack'> {
  return { msgpack: encodeMsgpack(conform(attributes, value)) };
}
