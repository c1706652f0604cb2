import { type Integer, integerOf64Bits, isInteger } from '../evaluate/integers';
import { decodeText, encodeText } from '../text/bytes';

/** A step into a JSON document: a name (binary string) or a position. */
export type JsonKey = string | Integer;

const TOKEN = /"([^"\\]*(?:\\.[^"\\]*)*)"|-?\d[-+.\deE]*/g;
const INTEGER = /^-?\d+$/;

/** The text at a place of a JSON document, or `undefined`. */
export function lookupJsonString(json: string, keys: readonly JsonKey[]): string | undefined {
  const found = lookup(json, keys);
  return found?.startsWith('s') === true ? encodeText(found.slice(1)) : undefined;
}

/** The whole number at a place of a JSON document, or `undefined`; `42.0` is none. */
export function lookupJsonInteger(json: string, keys: readonly JsonKey[]): Integer | undefined {
  const found = lookup(json, keys);
  if (found?.startsWith('n') !== true || !INTEGER.test(found.slice(1))) return undefined;
  return integerOf64Bits(BigInt(found.slice(1)));
}

/** The text or number, with `s` or `n` before it. */
function lookup(json: string, keys: readonly JsonKey[]): string | undefined {
  let current = parseTagged(json);
  for (const key of keys) {
    if (typeof current !== 'object' || current === null) return undefined;
    if (isInteger(key)) {
      current = Array.isArray(current) ? (current[Number(key)] as unknown) : undefined;
    } else {
      const name = `s${decodeText(key) ?? ''}`;
      current =
        !Array.isArray(current) && Object.hasOwn(current, name)
          ? (current as Readonly<Record<string, unknown>>)[name]
          : undefined;
    }
  }
  return typeof current === 'string' ? current : undefined;
}

/** The document with each number as text: `JSON.parse` would round it, and forget whether it had a fraction. */
function parseTagged(json: string): unknown {
  const text = decodeText(json);
  if (text === undefined) return undefined;
  try {
    JSON.parse(text);
    return JSON.parse(
      text.replace(TOKEN, (token, string: string | undefined) =>
        string === undefined ? `"n${token}"` : `"s${string}"`,
      ),
    );
  } catch {
    return undefined;
  }
}
