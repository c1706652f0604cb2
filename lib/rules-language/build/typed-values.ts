import type { Expression, OrderOperator, Truth, Value } from '../syntax/ast';

/**
 * A condition on the elements of an array: `any` and `all` make an expression of it.
 *
 * It is wrapped so that it cannot be mistaken for a condition on the request.
 */
export interface ElementCondition {
  readonly ofElements: Expression;
}

/** The comparisons of equality and order; `C` is what they make, `V` what they compare with. */
export interface Ordered<V, C> extends Equality<V, C>, Readonly<Record<OrderOperator, (other: V) => C>> {
  /** Less than; of texts, by their bytes. */
  readonly lt: (other: V) => C;
  /** Less than or equal. */
  readonly le: (other: V) => C;
  /** Greater than; of texts, by their bytes. */
  readonly gt: (other: V) => C;
  /** Greater than or equal. */
  readonly ge: (other: V) => C;
}

/** The comparisons of equality. */
export interface Equality<V, C> {
  /** Equal. */
  readonly eq: (other: V) => C;
  /** Not equal. */
  readonly ne: (other: V) => C;
}

/** A text: a field of type String or Bytes, or a function that gives one. */
export interface TextValue<C = Expression> extends Ordered<string | TextValue, C> {
  readonly value: Value;
  /** The text has this one in it. */
  contains(text: string): C;
  /** A part of the text matches this Rust regular expression. */
  matches(pattern: string): C;
  /** The whole text matches this pattern, whatever the case of its ASCII letters. `*` is any text. */
  wildcard(pattern: string): C;
  /** The whole text matches this pattern. */
  strictWildcard(pattern: string): C;
  /** One of these texts. */
  in(texts: readonly string[]): C;
  /** A member of the account's list of hostnames of this name. */
  inList(name: string): C;
  /** The text begins with this one. */
  startsWith(prefix: string | TextValue): C;
  /** The text ends with this one. */
  endsWith(suffix: string | TextValue): C;
  /** ASCII letters in lower case. */
  lower(): TextValue<C>;
  /** ASCII letters in upper case. */
  upper(): TextValue<C>;
  /** `r` decodes until nothing is left to decode, `u` decodes `%uXXXX` too. */
  urlDecode(options?: 'r' | 'u' | 'ur'): TextValue<C>;
  /** Bytes from `start` up to and without `end`; negative offsets count from the end. */
  substring(start: number, end?: number): TextValue<C>;
  /** In bytes. */
  length(): IntegerValue<C>;
}

/** A whole number. */
export interface IntegerValue<C = Expression> extends Ordered<number | bigint | IntegerValue, C> {
  readonly value: Value;
  /** One of these numbers, or in one of these ranges, whose bounds are included. */
  in(items: readonly (number | bigint | readonly [from: number | bigint, to: number | bigint])[]): C;
  /** A member of the account's list of AS numbers of this name. */
  inList(name: string): C;
}

/** An IP address. */
export interface AddressValue<C = Expression> extends Equality<string | AddressValue, C> {
  readonly value: Value;
  /** One of these addresses or CIDRs. */
  inSet(addresses: readonly string[]): C;
  /** A member of the account's IP list of this name. */
  inList(name: string): C;
}

/** An array; `E` is the type of its elements. */
export interface ArrayValue<E extends string> {
  readonly value: Value;
  /** The element at this position, from 0. */
  at(position: number): Typed<E>;
  /** Every element: for `any` and `all`. */
  each(): TypedElements<E>;
  /** How many elements it has. */
  length(): IntegerValue;
}

/** A map; `E` is the type of its values. */
export interface MapValue<E extends string> {
  readonly value: Value;
  /** The value of this key. */
  key(key: string): Typed<E>;
}

/** What a value of this type can be asked. */
export type Typed<T extends string, C = Expression> = T extends 'Bytes'
  ? TextValue<C>
  : T extends 'Int'
    ? IntegerValue<C>
    : T extends 'Ip'
      ? AddressValue<C>
      : T extends 'Bool'
        ? Truth
        : T extends `Array<${infer E}>`
          ? ArrayValue<E>
          : T extends `Map<${infer E}>`
            ? MapValue<E>
            : never;

/** What the elements of an array can be asked, all at a time. */
export type TypedElements<T extends string> = T extends 'Bytes' | 'Int' | 'Ip'
  ? Typed<T, ElementCondition>
  : never;
