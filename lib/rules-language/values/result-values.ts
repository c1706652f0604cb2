import type { Argument } from '../syntax/ast';
import type { FunctionName } from '../catalogue/functions';
import { CLOUDFLARE_SCHEME } from '../catalogue/scheme';
import { itemTypeOf } from '../check/type-of';
import { certain, form, never, NOT_NEGATIVE, notEmpty, numbers, type ValueFact } from './value-fact';

type Facts = (args: readonly Argument[]) => readonly ValueFact[];

const ANY: Facts = () => [];
/** Longest text for which a length becomes part of a pattern. */
const MAX_LENGTH = 1000n;
const WHITE_SPACE = '\x20\\t\\n\\x0c\\r';

/**
 * What is known of the results of each function, from its literals alone.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/functions/
 */
export const RESULT_VALUES: Readonly<Record<FunctionName, Facts>> = {
  lower: () => [certain(never('[A-Z]', 'has no capital letters', 'has some'))],
  upper: () => [certain(never('[a-z]', 'has no small letters', 'has some'))],
  len: () => [NOT_NEGATIVE],
  starts_with: ANY,
  ends_with: ANY,
  concat: ([first, ...others]) => affixes(first, others.at(-1)),
  substring: ([, start, end]) => shortened(start, end),
  trim: ([, bytes]) => trimmed(bytes, 'both'),
  trim_start: ([, bytes]) => trimmed(bytes, 'start'),
  trim_end: ([, bytes]) => trimmed(bytes, 'end'),
  remove_bytes: ([, bytes]) =>
    bytes?.kind === 'string' && bytes.value !== ''
      ? [certain(never(classOf(bytes.value), 'has none of the bytes that it removes', 'has one'))]
      : [],
  url_decode: ANY,
  lookup_json_string: ANY,
  lookup_json_integer: ANY,
  has_key: ANY,
  has_value: ANY,
  coalesce: ANY,
  hash_in_range: ([min, max]) =>
    min?.kind === 'integer' && max?.kind === 'integer' ? [numbers(min.value, max.value, 'always')] : [],
  is_timed_hmac_valid_v0: ANY,
  is_jwt_valid: ANY,
  is_jwt_present: ANY,
  cidr: ANY,
  cidr6: ANY,
  decode_base64: ANY,
  join: ANY,
  split: ANY,
  regex_replace: ANY,
  wildcard_replace: ANY,
  to_string: ([value]) => written(value),
  uuidv4: () => [
    certain(form('^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$', 'is a UUID in lower case', 'is none')),
  ],
  remove_query_args: ANY,
  encode_base64: () => [certain(form('^[A-Za-z0-9+/_-]+={0,2}$', 'is written in Base64', 'is not'))],
  sha256: () => [notEmpty(certain(form('^(?s:.{32})$', 'has 32 bytes', 'has not')))],
  bit_slice: () => [numbers(0n, 2n ** 32n - 1n, 'always')],
};

/** How numbers, truth values and addresses are written. */
function written(value: Argument | undefined): readonly ValueFact[] {
  if (value?.kind !== 'field' && value?.kind !== 'call') return [];
  switch (itemTypeOf(value, CLOUDFLARE_SCHEME)) {
    case 'Int':
      return [notEmpty(certain(form('^-?[0-9]+$', 'is a number', 'is none')))];
    case 'Bool':
      return [notEmpty(certain(form('^(?:true|false)$', 'is `true` or `false`', 'is neither')))];
    case 'Ip':
      return [notEmpty(certain(form('^[0-9a-f.:]+$', 'is an address in lower case', 'is none')))];
    default:
      return [];
  }
}

/** How `concat` begins and ends. */
function affixes(first: Argument | undefined, last: Argument | undefined): readonly ValueFact[] {
  const facts: ValueFact[] = [];
  if (first?.kind === 'string' && first.value !== '') {
    facts.push(notEmpty(certain(form(`^${quoted(first.value)}`, 'begins with its first text', 'does not'))));
  }
  if (last?.kind === 'string' && last.value !== '') {
    facts.push(notEmpty(certain(form(`${quoted(last.value)}$`, 'ends with its last text', 'does not'))));
  }
  return facts;
}

/** How long a part of a text is at most. */
function shortened(start: Argument | undefined, end: Argument | undefined): readonly ValueFact[] {
  if (start?.kind !== 'integer') return [];
  let most: bigint | undefined;
  if (end === undefined) most = start.value < 0n ? -start.value : undefined;
  else if (end.kind === 'integer' && start.value < 0n === end.value < 0n) most = end.value - start.value;
  if (most === undefined || most > MAX_LENGTH) return [];
  const length = most < 0n ? 0n : most;
  const says = length === 0n ? 'ends before it begins, so it is empty' : `has at most ${length} bytes`;
  return [certain(form(`^(?s:.{0,${length}})$`, says, length === 0n ? 'is not' : 'has more'))];
}

/** Which bytes do not stand at an end. */
function trimmed(bytes: Argument | undefined, side: 'both' | 'start' | 'end'): readonly ValueFact[] {
  if (bytes !== undefined && bytes.kind !== 'string') return [];
  if (bytes?.value === '') return [];
  const unwanted = bytes === undefined ? `[${WHITE_SPACE}]` : classOf(bytes.value);
  const sides = { both: `^${unwanted}|${unwanted}$`, start: `^${unwanted}`, end: `${unwanted}$` };
  return [certain(never(sides[side], 'has lost the bytes that it trims', 'has one'))];
}

/** Any of these bytes. */
function classOf(bytes: string): string {
  return `[${quoted(bytes)}]`;
}

/** Bytes as a pattern that matches them. */
function quoted(bytes: string): string {
  return Array.from(bytes, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
}
