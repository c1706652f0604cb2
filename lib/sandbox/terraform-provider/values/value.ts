/** Stands for a value that Terraform learns during the apply. There is one: `UNKNOWN`. */
class Unknown {
  readonly unknown = true;
}

/** A value that Terraform learns during the apply. */
export const UNKNOWN = new Unknown();

/** A Terraform value: what configuration, state and plan are made of. Lists and sets are arrays, maps are objects. */
export type Value = null | boolean | string | number | bigint | Unknown | readonly Value[] | ValueObject;

/** An object (or map) of Terraform values. */
export interface ValueObject {
  readonly [name: string]: Value;
}

/** One step into a value: an attribute's name, the index in a list, the key in a map, or an element of a set itself. */
export type PathStep = string | number | { readonly key: string } | { readonly element: Value };

/** The way to a value inside another. */
export type ValuePath = readonly PathStep[];

/** Whether the value is a known object or map. */
export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

/** Whether the value is a known list or set. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The known string of an attribute, or `null` where it is null, unknown or not there. */
export function stringOf(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** An attribute of a value that may be no object: `null` where there is nothing. */
export function attributeOf(value: Value | undefined, name: string): Value {
  return isObject(value) ? (value[name] ?? null) : null;
}
