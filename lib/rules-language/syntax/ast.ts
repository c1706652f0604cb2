/**
 * An expression of Cloudflare's Rules language as plain, readonly data. Parentheses are not part of it: `print`
 * sets them where the precedence of the operators asks for them. A node that was built and one that was parsed are
 * the same thing, but for the `range` that `parse` adds.
 *
 * Every string that a request is compared with is a *binary string*: one character for each byte of its UTF-8 form
 * (`encodeText` in `bytes.ts` makes one), because Cloudflare compares bytes and literals may hold any of them.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/expressions/
 */
export type Expression = Logical | Not | Comparison | Truth | Quantifier | BooleanLiteral;

/** Where a node stands in the text it was parsed from: UTF-16 offsets, `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

interface Node {
  /** Only on nodes that were parsed. */
  readonly range?: Range;
}

/** Two or more conditions joined by one operator. */
export interface Logical extends Node {
  readonly kind: 'logical';
  readonly operator: LogicalOperator;
  readonly operands: readonly Expression[];
}

/** The opposite of one condition. */
export interface Not extends Node {
  readonly kind: 'not';
  readonly operand: Expression;
}

/** A value compared with a literal, a set, a list or another value. */
export interface Comparison extends Node {
  readonly kind: 'comparison';
  readonly left: Value;
  readonly operator: ComparisonOperator;
  readonly right: Right;
}

/** A boolean value on its own, such as `ssl` or `starts_with(http.host, "a")`. */
export interface Truth extends Node {
  readonly kind: 'truth';
  readonly value: Value;
}

/** Whether a condition on the elements of an array holds for one, or for all, of them. */
export interface Quantifier extends Node {
  readonly kind: 'quantifier';
  readonly quantifier: QuantifierName;
  /**
   * Of type `Array<Bool>`. An array as it is, `all(array)`, makes the quantifier false where it is missing; with `[*]` at
   * its end it is the condition on its elements that the text writes as `all((array))`, and of none `all` is true.
   */
  readonly argument: Expression;
}

/** `true` matches every request, `false` none. */
export interface BooleanLiteral extends Node {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export type LogicalOperator = 'and' | 'or' | 'xor';
export type QuantifierName = 'any' | 'all';
export type ComparisonOperator =
  OrderOperator | 'contains' | 'matches' | 'wildcard' | 'strict wildcard' | 'in' | 'bitwise_and';
/** Equality and order: the operators whose right side may be another value. */
export type OrderOperator = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

/** What a request has: a field, or a function of one. */
export type Value = Field | Call;

/** A field by its name in Cloudflare's reference, such as `http.host`. */
export interface Field extends Node {
  readonly kind: 'field';
  readonly name: string;
  readonly path: readonly Index[];
}

/** A function call, such as `lower(http.host)`. */
export interface Call extends Node {
  readonly kind: 'call';
  readonly function: string;
  readonly arguments: readonly Argument[];
  readonly path: readonly Index[];
}

/** One step into an array or map: a position, a key, or every element (`'*'`). */
export type Index = number | MapKey | '*';

/** A key of a map, as a binary string. */
export interface MapKey {
  readonly key: string;
}

/**
 * What a function takes. A boolean value on its own stands here as the value, never as a `Truth`: so there is one
 * tree for each text.
 */
export type Argument = Value | Literal | Exclude<Expression, Truth>;

/** The right side of a comparison. */
export type Right = Literal | RegexLiteral | WildcardLiteral | InlineSet | ListName | Value;

/** One value, as it is written in an expression. */
export type Literal = StringLiteral | IntegerLiteral | AddressLiteral;

export interface StringLiteral extends Node {
  readonly kind: 'string';
  /** The bytes, as a binary string. */
  readonly value: string;
  /** How the text that was parsed wrote it; `print` chooses by itself. */
  readonly form?: 'quoted' | 'raw' | 'bytes';
}

export interface IntegerLiteral extends Node {
  readonly kind: 'integer';
  /** 64 bits, signed. */
  readonly value: bigint;
  /** How the text that was parsed wrote it; `print` writes decimal. */
  readonly form?: 'decimal' | 'hexadecimal' | 'octal';
}

export interface AddressLiteral extends Node {
  readonly kind: 'address';
  readonly address: Address;
}

/**
 * An IP address as a binary string in network order: 4 bytes for IPv4, 16 for IPv6. So addresses of one family
 * compare with `<`, and the family is the length. `addresses.ts` reads and writes their text.
 */
export type Address = string;

/** A Rust regular expression that a part of the text must match. */
export interface RegexLiteral extends Node {
  readonly kind: 'regex';
  /** As a binary string: what the regex engine gets, after the escapes of the string are undone. */
  readonly pattern: string;
  readonly form?: 'quoted' | 'raw';
}

/** A pattern that the whole text must match: `*` is any text, `\*` and `\\` are themselves. */
export interface WildcardLiteral extends Node {
  readonly kind: 'wildcard';
  /** As a binary string, with the pattern's own escapes still in it. */
  readonly pattern: string;
  readonly form?: 'quoted' | 'raw';
}

/** Values in braces, all of one type. An empty set parses, and is never true. */
export interface InlineSet extends Node {
  readonly kind: 'set';
  readonly items: readonly SetItem[];
}

export type SetItem = Literal | IntegerRange | AddressRange | Cidr;

/** `from..to`, both included. */
export interface IntegerRange extends Node {
  readonly kind: 'integer-range';
  readonly from: bigint;
  readonly to: bigint;
}

/** `from..to`, both included, of one family. */
export interface AddressRange extends Node {
  readonly kind: 'address-range';
  readonly from: Address;
  readonly to: Address;
}

/** `address/prefixLength`; the bits after the prefix are zero. */
export interface Cidr extends Node {
  readonly kind: 'cidr';
  readonly address: Address;
  readonly prefixLength: number;
  /**
   * The text that was parsed left out octets at the end, `10.1/16`, or had zeros before a number, `010.1.0.0/16`, or was
   * such an address without a prefix. `print` writes the whole range.
   */
  readonly form?: 'short';
}

/** A list of the account, `$office`, or of Cloudflare, `$cf.malware`. */
export interface ListName extends Node {
  readonly kind: 'list';
  /** Without the `$`. */
  readonly name: string;
}
