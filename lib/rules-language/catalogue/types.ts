/**
 * A type of the Rules language, in Cloudflare's notation. Types are text, so that tables can be read and two types
 * are compared with `===`.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/values/
 * @example
 * const type: Type = 'Map<Array<Bytes>>';
 */
export type Type = PrimitiveType | ArrayType | MapType;
/** `Bytes` is called String in most of Cloudflare's pages, `Int` also Number. */
export type PrimitiveType = 'Bool' | 'Bytes' | 'Int' | 'Ip';
/** An array of a type. */
export type ArrayType = `Array<${string}>`;
/** A map from byte strings to a type. */
export type MapType = `Map<${string}>`;

/**
 * The type of an array's elements or a map's values; `undefined` for a type that has none.
 *
 * @example
 * elementOf('Map<Array<Bytes>>'); // 'Array<Bytes>'
 * elementOf('Bytes'); // undefined
 */
export function elementOf(type: Type): Type | undefined {
  if (isArray(type)) return type.slice('Array<'.length, -1) as Type;
  if (isMap(type)) return type.slice('Map<'.length, -1) as Type;
  return undefined;
}

export function arrayOf(type: Type): ArrayType {
  return type === 'Bool' ? BOOLEANS : `Array<${type}>`;
}

/**
 * Whether the type is an array.
 *
 * @example
 * isArray('Array<Bytes>'); // true
 * isArray('Map<Bytes>'); // false
 */
export function isArray(type: Type): type is ArrayType {
  return type.startsWith('Array<');
}

/**
 * Whether the type is a map.
 *
 * @example
 * isMap('Map<Array<Bytes>>'); // true
 * isMap('Array<Bytes>'); // false
 */
export function isMap(type: Type): type is MapType {
  return type.startsWith('Map<');
}

/** The type of a condition on the elements of an array. */
export const BOOLEANS: ArrayType = 'Array<Bool>';
