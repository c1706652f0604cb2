/** What JSON text can hold; `undefined` stands for a key that is not written. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isString(value: Json | undefined): value is string {
  return typeof value === 'string';
}

/** JSON text, or an error of JSON.parse. */
export function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}

/** The same text for equal values, whatever the order of their keys. */
export function canonicalJson(value: Json | undefined): string {
  return value === undefined ? '' : JSON.stringify(sorted(value));
}

/** A value inside an error message: text as it is, nothing for nothing. */
export function shown(value: Json | undefined): string {
  if (isString(value)) return value;
  return value === undefined ? '' : JSON.stringify(value);
}

/** The object without the keys that hold `null` or nothing: Cloudflare reads both as "not given". */
export function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== null && value !== undefined),
  );
}

function sorted(value: Json | undefined): Json | undefined {
  if (isArray(value)) return value.map((item) => sorted(item) ?? null);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
