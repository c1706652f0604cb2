import { createHash } from 'node:crypto';
import { addressText, bitsOf, networkOf } from '../addresses/addresses';
import { decodeBase64, encodeBase64 } from './base64';
import type { FunctionName } from '../catalogue/functions';
import { type JsonKey, lookupJsonInteger, lookupJsonString } from './lookup-json';
import { regexReplace, wildcardReplace } from './replace';
import { isTimedHmacValid } from './timed-hmac';
import { type Integer, isInteger } from '../evaluate/integers';
import { unknown } from '../evaluate/unknown';
import { urlDecode } from './url-decode';
import { elementsOf, lowerAscii, type Reading, type RuntimeValue, upperAscii } from '../evaluate/values';

/** Computes a function from its arguments; their types are those of its signature. */
export type Apply = (args: readonly (RuntimeValue | undefined)[]) => Reading;

export interface FunctionImplementation {
  /** What a missing argument means: a missing result, unless the function deals with it. */
  readonly missing: 'propagate' | 'accept';
  /** Prepares a call once. Arguments that are literals are known here, the others are `undefined`. */
  readonly prepare: (literals: readonly (RuntimeValue | undefined)[]) => Apply;
}

/** Why a function has no implementation here. */
export interface NotOffline {
  readonly reason: string;
}

/**
 * What the functions of the scheme do, each as Cloudflare documents it.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/functions/
 */
export const IMPLEMENTATIONS: Readonly<Record<FunctionName, FunctionImplementation | NotOffline>> = {
  lower: strict(([text]) => lowerAscii(bytes(text))),
  upper: strict(([text]) => upperAscii(bytes(text))),
  len: strict(([input]) => (typeof input === 'string' ? input.length : elementsOf(list(input)).length)),
  starts_with: strict(([text, prefix]) => bytes(text).startsWith(bytes(prefix))),
  ends_with: strict(([text, suffix]) => bytes(text).endsWith(bytes(suffix))),
  concat: { missing: 'accept', prepare: () => concat },
  substring: strict(([text, start, end]) =>
    bytes(text).slice(Number(start), end === undefined ? undefined : Number(end)),
  ),
  trim: strict(([text, unwanted]) => trim('trim', text, unwanted)),
  trim_start: strict(([text, unwanted]) => trim('trim_start', text, unwanted)),
  trim_end: strict(([text, unwanted]) => trim('trim_end', text, unwanted)),
  remove_bytes: strict(([text, unwanted]) =>
    Array.from(bytes(text))
      .filter((byte) => !bytes(unwanted).includes(byte))
      .join(''),
  ),
  url_decode: strict(([text, options]) => decodeUrl(bytes(text), bytes(options ?? ''))),
  lookup_json_string: strict(([json, ...keys]) => lookupJsonString(bytes(json), keys as JsonKey[])),
  lookup_json_integer: strict(([json, ...keys]) => lookupJsonInteger(bytes(json), keys as JsonKey[])),
  has_key: strict(([map, key]) => map instanceof Map && map.has(key)),
  has_value: strict(([collection, value]) =>
    elementsOf(list(collection)).some((element) => element === value),
  ),
  coalesce: { missing: 'accept', prepare: () => (args) => args.find((value) => value !== undefined) },
  hash_in_range: { reason: 'its hash is not documented' },
  is_timed_hmac_valid_v0: strict(([key, messageMac, ttl, now, separatorLength, flags]) =>
    isTimedHmacValid(
      bytes(key),
      bytes(messageMac),
      integer(ttl),
      integer(now),
      integer(separatorLength ?? 0),
      bytes(flags ?? ''),
    ),
  ),
  is_jwt_valid: { reason: 'it needs a token configuration of API Shield' },
  is_jwt_present: { reason: 'it needs a token configuration of API Shield' },
  cidr: strict(([address, ipv4Bits, ipv6Bits]) =>
    mask('cidr', bytes(address), integer(bytes(address).length === 4 ? ipv4Bits : ipv6Bits)),
  ),
  cidr6: strict(([address, ipv6Bits]) =>
    bytes(address).length === 4 ? address : mask('cidr6', bytes(address), integer(ipv6Bits)),
  ),
  decode_base64: strict(
    ([text]) =>
      decodeBase64(bytes(text)) ??
      unknown('function', 'decode_base64', 'what it does with malformed input is not documented'),
  ),
  join: strict(([items, separator]) => texts(elementsOf(list(items))).join(bytes(separator))),
  split: strict(([text, separator, limit]) => split(bytes(text), bytes(separator), Number(limit))),
  regex_replace: {
    missing: 'propagate',
    prepare: ([, pattern, replacement]) => {
      const replace = regexReplace(bytes(pattern), bytes(replacement));
      return ([text]) => replace(bytes(text));
    },
  },
  wildcard_replace: {
    missing: 'propagate',
    prepare: ([, pattern, replacement, flags]) => {
      const replace = wildcardReplace(bytes(pattern), bytes(replacement), bytes(flags ?? ''));
      return ([text]) => replace(bytes(text));
    },
  },
  // No signature takes Bytes, so a string is an address.
  to_string: strict(([value]) => {
    if (typeof value === 'string') return addressText(value);
    return isInteger(value) ? value.toString() : String(value === true);
  }),
  uuidv4: { reason: 'its result is random' },
  remove_query_args: strict(([query, ...names]) =>
    bytes(query)
      .split('&')
      .filter((piece) => !names.includes(piece.split('=', 1)[0]))
      .join('&'),
  ),
  encode_base64: strict(([text, flags]) => encodeBase64(bytes(text), bytes(flags ?? ''))),
  sha256: strict(([text]) =>
    createHash('sha256')
      .update(Buffer.from(bytes(text), 'latin1'))
      .digest()
      .toString('latin1'),
  ),
  bit_slice: { reason: 'a request has no packets' },
};

function decodeUrl(text: string, options: string): Reading {
  if (/[^ru]/.test(options)) return unknown('function', 'url_decode', 'its other options are not documented');
  return (
    urlDecode(text, options) ??
    unknown('function', 'url_decode', 'what it does with a malformed escape is not documented')
  );
}

/** The sides that each takes bytes from. */
const TRIMMED = { trim: ['start', 'end'], trim_start: ['start'], trim_end: ['end'] } as const;
/** What Rust calls ASCII white space; others count the vertical tab, too. */
const WHITE_SPACE = ' \t\n\f\r';

function trim(name: keyof typeof TRIMMED, text: RuntimeValue | undefined, unwanted?: RuntimeValue): Reading {
  if (unwanted !== undefined) return trimmed(name, bytes(text), bytes(unwanted));
  const result = trimmed(name, bytes(text), WHITE_SPACE);
  if (result === trimmed(name, bytes(text), `${WHITE_SPACE}\v`)) return result;
  return unknown('function', name, 'whether a vertical tab is white space is not documented');
}

function trimmed(name: keyof typeof TRIMMED, text: string, unwanted: string): string {
  const sides: readonly string[] = TRIMMED[name];
  let [start, end] = [0, text.length];
  if (sides.includes('start')) while (start < end && unwanted.includes(text.charAt(start))) start++;
  if (sides.includes('end')) while (end > start && unwanted.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function strict(apply: Apply): FunctionImplementation {
  return { missing: 'propagate', prepare: () => apply };
}

/** Texts or arrays in a row; what is missing is left out. */
function concat(args: readonly (RuntimeValue | undefined)[]): Reading {
  const present = args.filter((value) => value !== undefined);
  const [first] = present;
  if (first === undefined) return undefined;
  return typeof first === 'string' ? texts(present).join('') : present.flatMap((value) => elementsOf(value));
}

/** A number of bits that is no literal can be any. */
function mask(name: FunctionName, address: string, bits: Integer): Reading {
  if (bits >= 1 && bits <= bitsOf(address)) return networkOf(address, Number(bits));
  return unknown('function', name, 'what it does with such a number of bits is not documented');
}

/** At most `limit` pieces; the last one is the remainder. */
function split(text: string, separator: string, limit: number): Reading {
  if (separator === '') {
    return unknown('function', 'split', 'what it does with an empty separator is not documented');
  }
  const pieces = text.split(separator);
  return pieces.length <= limit
    ? pieces
    : [...pieces.slice(0, limit - 1), pieces.slice(limit - 1).join(separator)];
}

// The checker has seen to the types; these only tell them to the compiler.
function bytes(value: RuntimeValue | undefined): string {
  return value as string;
}

function texts(values: readonly RuntimeValue[]): readonly string[] {
  return values as readonly string[];
}

function integer(value: RuntimeValue | undefined): Integer {
  return value as Integer;
}

function list(value: RuntimeValue | undefined): RuntimeValue {
  return value ?? [];
}
