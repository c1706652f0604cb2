import {
  type CheckedPhase,
  CUSTOM_PHASE,
  HEADER_TRANSFORM_PHASES,
  type ZonePlan,
  RATE_LIMIT_PHASE,
  REDIRECT_PHASES,
  TRANSFORM_PHASES,
} from '../../cloudflare';
import type { ArrayType, MapType, PrimitiveType, Type } from './types';

/** What a parameter takes: types, or types by their relation to the first argument. */
export type Accepted =
  | Type
  /** An array, or a map, of anything. */
  | 'Array<*>'
  | 'Map<*>'
  /** Any type at all. */
  | '*'
  /** The type of the first argument. */
  | 'same'
  /** The type of the first argument's elements. */
  | 'element';

/** What a function takes in one place. */
export interface Parameter {
  readonly name: string;
  readonly accepts: readonly Accepted[];
  /** A value is a field, a call or a condition; a literal is written in the expression. */
  readonly kind: 'value' | 'literal' | 'value or literal';
  readonly optional?: true;
  /** What the text of a literal must be. */
  readonly pattern?: 'regex' | 'wildcard';
  /** Smallest and largest number, for a literal. */
  readonly between?: readonly [min: bigint, max: bigint];
  /** Position of the argument that a number must not be below. */
  readonly notBelow?: number;
  /** The letters that a text of options is made of. */
  readonly options?: string;
  /** A text must not be empty. */
  readonly isFilled?: true;
  /** The fields that it takes. */
  readonly fields?: readonly string[];
}

/** What is known of a function. */
export interface FunctionFacts {
  readonly parameters: readonly Parameter[];
  /** What may follow any number of times. */
  readonly rest?: Parameter;
  readonly returns: PrimitiveType | ArrayType | MapType | 'same';
  /** Where it can be used; in every phase if absent. */
  readonly phases?: readonly CheckedPhase[];
  /** The lowest plan that has it. */
  readonly plan?: ZonePlan;
  /** How many regular expressions it counts for. */
  readonly regexes?: number;
}

const TRIM: FunctionFacts = {
  parameters: [value('text', 'Bytes'), optional(literal('bytes', 'Bytes'))],
  returns: 'Bytes',
};

/**
 * Cloudflare's functions. `any` and `all` are part of the grammar.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/functions/
 */
export const FUNCTIONS = {
  lower: { parameters: [value('text', 'Bytes')], returns: 'Bytes' },
  upper: { parameters: [value('text', 'Bytes')], returns: 'Bytes' },
  len: { parameters: [value('input', 'Bytes', 'Array<*>')], returns: 'Int' },
  starts_with: { parameters: [value('text', 'Bytes'), either('prefix', 'Bytes')], returns: 'Bool' },
  ends_with: { parameters: [value('text', 'Bytes'), either('suffix', 'Bytes')], returns: 'Bool' },
  concat: {
    parameters: [either('first', 'Bytes', 'Array<*>'), either('second', 'same')],
    rest: either('next', 'same'),
    returns: 'same',
  },
  substring: {
    parameters: [value('text', 'Bytes'), either('start', 'Int'), optional(either('end', 'Int'))],
    returns: 'Bytes',
  },
  trim: TRIM,
  trim_start: TRIM,
  trim_end: TRIM,
  remove_bytes: { parameters: [value('text', 'Bytes'), literal('bytes', 'Bytes')], returns: 'Bytes' },
  url_decode: {
    parameters: [value('text', 'Bytes'), options('ru')],
    returns: 'Bytes',
  },
  lookup_json_string: {
    parameters: [value('json', 'Bytes'), either('key', 'Bytes', 'Int')],
    rest: either('key', 'Bytes', 'Int'),
    returns: 'Bytes',
  },
  lookup_json_integer: {
    parameters: [value('json', 'Bytes'), either('key', 'Bytes', 'Int')],
    rest: either('key', 'Bytes', 'Int'),
    returns: 'Int',
  },
  has_key: { parameters: [value('map', 'Map<*>'), either('key', 'Bytes')], returns: 'Bool' },
  has_value: {
    parameters: [value('collection', 'Map<*>', 'Array<*>'), either('value', 'element')],
    returns: 'Bool',
  },
  coalesce: { parameters: [either('first', '*')], rest: either('next', 'same'), returns: 'same' },
  hash_in_range: {
    parameters: [
      literal('min', 'Int'),
      { ...literal('max', 'Int'), notBelow: 0 },
      either('seed', 'Bytes', 'Int', 'Ip'),
    ],
    returns: 'Int',
  },
  is_timed_hmac_valid_v0: {
    parameters: [
      literal('key', 'Bytes'),
      either('message', 'Bytes'),
      literal('ttl', 'Int'),
      either('now', 'Int'),
      optional(literal('separator length', 'Int')),
      options('s', 'flags'),
    ],
    returns: 'Bool',
    plan: 'pro',
  },
  // These two need a token configuration of API Shield.
  is_jwt_valid: { parameters: [literal('token configuration', 'Bytes')], returns: 'Bool' },
  is_jwt_present: { parameters: [literal('token configuration', 'Bytes')], returns: 'Bool' },
  cidr: {
    parameters: [
      value('address', 'Ip'),
      between(either('IPv4 bits', 'Int'), 1n, 32n),
      between(either('IPv6 bits', 'Int'), 1n, 128n),
    ],
    returns: 'Ip',
    phases: [CUSTOM_PHASE, RATE_LIMIT_PHASE],
  },
  cidr6: {
    parameters: [value('address', 'Ip'), between(either('IPv6 bits', 'Int'), 1n, 128n)],
    returns: 'Ip',
    phases: [CUSTOM_PHASE, RATE_LIMIT_PHASE],
  },
  decode_base64: {
    parameters: [value('text', 'Bytes')],
    returns: 'Bytes',
    phases: [...TRANSFORM_PHASES, CUSTOM_PHASE, RATE_LIMIT_PHASE],
  },
  join: {
    parameters: [value('items', 'Array<Bytes>'), either('separator', 'Bytes')],
    returns: 'Bytes',
    phases: [...TRANSFORM_PHASES, CUSTOM_PHASE, 'http_custom_errors'],
  },
  split: {
    parameters: [
      either('text', 'Bytes'),
      { ...literal('separator', 'Bytes'), isFilled: true },
      between(literal('limit', 'Int'), 1n, 128n),
    ],
    returns: 'Array<Bytes>',
    phases: ['http_response_headers_transform', 'http_custom_errors'],
  },
  regex_replace: {
    parameters: [either('text', 'Bytes'), pattern('regex'), literal('replacement', 'Bytes')],
    returns: 'Bytes',
    phases: [...TRANSFORM_PHASES, ...REDIRECT_PHASES],
    regexes: 1,
  },
  wildcard_replace: {
    parameters: [
      value('text', 'Bytes'),
      pattern('wildcard'),
      literal('replacement', 'Bytes'),
      options('s', 'flags'),
    ],
    returns: 'Bytes',
    phases: [...TRANSFORM_PHASES, ...REDIRECT_PHASES],
  },
  to_string: {
    parameters: [either('value', 'Int', 'Bool', 'Ip')],
    returns: 'Bytes',
    phases: [...TRANSFORM_PHASES, ...REDIRECT_PHASES],
  },
  uuidv4: { parameters: [either('seed', 'Bytes')], returns: 'Bytes', phases: TRANSFORM_PHASES },
  remove_query_args: {
    parameters: [
      { ...value('query', 'Bytes'), fields: ['http.request.uri.query', 'raw.http.request.uri.query'] },
      either('name', 'Bytes'),
    ],
    rest: either('name', 'Bytes'),
    returns: 'Bytes',
    phases: TRANSFORM_PHASES,
  },
  encode_base64: {
    parameters: [either('text', 'Bytes'), options('up', 'flags')],
    returns: 'Bytes',
    phases: HEADER_TRANSFORM_PHASES,
  },
  sha256: { parameters: [either('text', 'Bytes')], returns: 'Bytes', phases: HEADER_TRANSFORM_PHASES },
  bit_slice: {
    parameters: [value('protocol', 'Bytes'), literal('from', 'Int'), literal('to', 'Int')],
    returns: 'Int',
    phases: ['magic_transit'],
  },
} as const satisfies Readonly<Record<string, FunctionFacts>>;

/** The name of a function that Cloudflare knows. */
export type FunctionName = keyof typeof FUNCTIONS;

function value(name: string, ...accepts: readonly Accepted[]): Parameter {
  return { name, accepts, kind: 'value' };
}

function literal(name: string, ...accepts: readonly Accepted[]): Parameter {
  return { name, accepts, kind: 'literal' };
}

function pattern(kind: 'regex' | 'wildcard'): Parameter {
  return { ...literal(kind, 'Bytes'), pattern: kind };
}

function either(name: string, ...accepts: readonly Accepted[]): Parameter {
  return { name, accepts, kind: 'value or literal' };
}

function optional(parameter: Parameter): Parameter {
  return { ...parameter, optional: true };
}

function options(letters: string, name = 'options'): Parameter {
  return { ...optional(literal(name, 'Bytes')), options: letters };
}

function between(parameter: Parameter, min: bigint, max: bigint): Parameter {
  return { ...parameter, between: [min, max] };
}
