import { isNested, type Attribute, type Attributes } from '../../../provider-schema';
import { isList, isObject, UNKNOWN, type Value, type ValueObject } from './value';

/** JSON of a request: objects, arrays and scalars. */
export type Json = null | boolean | string | number | bigint | readonly Json[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * The body of a write: every attribute that has a value and that a configuration could hold. What the provider computes
 * (`id`, `version`) and what is null or unknown is left out.
 */
export function encodeBody(
  attributes: Attributes,
  value: ValueObject,
  notInBody: readonly string[] = [],
): JsonObject {
  const members = Object.entries(attributes)
    .filter(([name, attribute]) => isConfigurable(attribute) && !notInBody.includes(name))
    .map(([name, attribute]) => [name, encodeAttribute(attribute, value[name] ?? null)] as const)
    .filter((member): member is [string, Json] => member[1] !== undefined);
  return Object.fromEntries(members);
}

function isConfigurable(attribute: Attribute): boolean {
  return attribute.required === true || attribute.optional === true;
}

function encodeAttribute(attribute: Attribute, value: Value): Json | undefined {
  if (value === null || value === UNKNOWN) return undefined;
  const element = (child: Value): Json =>
    isNested(attribute) && isObject(child) ? encodeBody(attribute.attributes, child) : encodeValue(child);
  if (isList(value)) return value.map(element);
  if (!isObject(value)) return encodeValue(value);
  if (isNested(attribute) && attribute.nesting === 'single') return element(value);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, element(child)]));
}

function encodeValue(value: Value): Json {
  if (isList(value)) return value.map(encodeValue);
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, encodeValue(child)]));
  }
  return value === UNKNOWN ? null : (value as Json);
}
