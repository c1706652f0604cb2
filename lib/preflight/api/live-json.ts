import { randomUUID } from 'node:crypto';

/** JSON of the API. An integer that a JavaScript number cannot hold exactly is a bigint. */
export type LiveJson = string | number | bigint | boolean | null | readonly LiveJson[] | LiveObject;

/** A JSON object of the API. */
export interface LiveObject {
  readonly [key: string]: LiveJson;
}

export function isLiveObject(value: LiveJson | undefined): value is LiveObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isLiveList(value: LiveJson | undefined): value is readonly LiveJson[] {
  return Array.isArray(value);
}

/** A string of JSON, or a number: strings are named first, so that no digits inside them count. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON without rounding large integers, which `JSON.parse` does in silence.
 *
 * @throws SyntaxError
 */
export function parseLiveJson(text: string): LiveJson {
  // Random, so that no answer can hold it.
  const marker = `bigint-${randomUUID()}`;
  const marked = text.replace(STRING_OR_NUMBER, (token) =>
    /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `{"${marker}":"${token}"}` : token,
  );
  return JSON.parse(marked, (_key, value: LiveJson) => {
    const digits = isLiveObject(value) ? value[marker] : undefined;
    return typeof digits === 'string' ? BigInt(digits) : value;
  }) as LiveJson;
}

/** The value as JSON text, keys in the order of the API. */
export function liveJsonText(value: LiveJson): string {
  if (typeof value === 'bigint') return value.toString();
  if (isLiveList(value)) return `[${value.map(liveJsonText).join(',')}]`;
  if (!isLiveObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${liveJsonText(item)}`);
  return `{${members.join(',')}}`;
}
