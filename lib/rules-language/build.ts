import type { Comparison, Expression, Field, InlineSet, ListName, Literal, Not, Truth, Value } from './ast';

/** A condition on text: a field of type String, or a function that gives one. */
export interface TextValue {
  eq(text: string): Comparison;
  contains(text: string): Comparison;
  startsWith(text: string): Truth;
  /** ASCII letters in lower case. */
  lower(): TextValue;
}

/** A condition on a whole number. */
export interface IntegerValue {
  lt(value: number): Comparison;
}

/** A condition on an IP address. */
export interface AddressValue {
  /** One of these addresses or CIDRs, in canonical text form. */
  inSet(addresses: readonly string[]): Comparison;
  /** A member of the account's IP list of this name. */
  inList(name: string): Comparison;
}

/**
 * The fields that exceptions are made of, each with just the operators that its type allows.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/
 */
export const fields = {
  /** The `Host` header as the client sent it. */
  host: text(field('http.host')),
  /** Upper case, such as `POST`. */
  method: text(field('http.request.method')),
  /** The path after URL normalisation and URL rewrites: what the WAF judges. */
  path: text(field('http.request.uri.path')),
  /** The path as the client sent it: what the origin may see. */
  rawPath: text(field('raw.http.request.uri.path')),
  /** The client's address. */
  clientAddress: address(field('ip.src')),
  /** Seconds since 1970-01-01T00:00:00Z at which Cloudflare received the request. */
  receivedAtSeconds: integer(field('http.request.timestamp.sec')),
  /** The client's connection is encrypted. */
  ssl: { kind: 'truth', value: field('ssl') } satisfies Truth,
} as const;

/** All of the conditions. */
export function and(...operands: readonly [Expression, ...Expression[]]): Expression {
  return operands.length === 1 ? operands[0] : { kind: 'logical', operator: 'and', operands };
}

/** At least one of the conditions. */
export function or(...operands: readonly [Expression, ...Expression[]]): Expression {
  return operands.length === 1 ? operands[0] : { kind: 'logical', operator: 'or', operands };
}

/** The opposite of the condition. */
export function not(operand: Expression): Not {
  return { kind: 'not', operand };
}

function field(name: string): Field {
  return { kind: 'field', name };
}

function text(value: Value): TextValue {
  return {
    eq: (literal) => compare(value, 'eq', { kind: 'string', value: literal }),
    contains: (literal) => compare(value, 'contains', { kind: 'string', value: literal }),
    startsWith: (literal) => ({
      kind: 'truth',
      value: {
        kind: 'call',
        function: 'starts_with',
        arguments: [value, { kind: 'string', value: literal }],
      },
    }),
    lower: () => text({ kind: 'call', function: 'lower', arguments: [value] }),
  };
}

function integer(value: Value): IntegerValue {
  return { lt: (literal) => compare(value, 'lt', { kind: 'integer', value: literal }) };
}

function address(value: Value): AddressValue {
  return {
    inSet: (addresses) => compare(value, 'in', { kind: 'set', addresses: [...addresses] }),
    inList: (name) => compare(value, 'in', { kind: 'list', name }),
  };
}

function compare(
  left: Value,
  operator: Comparison['operator'],
  right: Literal | InlineSet | ListName,
): Comparison {
  return { kind: 'comparison', left, operator, right };
}
