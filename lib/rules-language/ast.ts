/**
 * An expression of Cloudflare's Rules language as plain, readonly data. Parentheses are not part of it: `print`
 * sets them where the precedence of the operators asks for them.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/expressions/
 */
export type Expression = Logical | Not | Comparison | Truth;

/** Two or more conditions joined by one operator. */
export interface Logical {
  readonly kind: 'logical';
  readonly operator: LogicalOperator;
  readonly operands: readonly Expression[];
}

/** The opposite of one condition. */
export interface Not {
  readonly kind: 'not';
  readonly operand: Expression;
}

/** A value compared with literals or a list. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly left: Value;
  readonly operator: ComparisonOperator;
  readonly right: Literal | InlineSet | ListName;
}

/** A boolean field or call on its own, such as `ssl`. */
export interface Truth {
  readonly kind: 'truth';
  readonly value: Value;
}

export type LogicalOperator = 'and' | 'or';
export type ComparisonOperator = 'eq' | 'lt' | 'contains' | 'in';

/** What a request has: a field, or a function of one. */
export type Value = Field | Call;

/** A field by its name in Cloudflare's reference, such as `http.host`. */
export interface Field {
  readonly kind: 'field';
  readonly name: string;
}

/** A function call, such as `lower(http.host)`. */
export interface Call {
  readonly kind: 'call';
  readonly function: string;
  readonly arguments: readonly (Value | Literal)[];
}

export type Literal = StringLiteral | IntegerLiteral;

export interface StringLiteral {
  readonly kind: 'string';
  readonly value: string;
}

export interface IntegerLiteral {
  readonly kind: 'integer';
  readonly value: number;
}

/** Addresses and CIDRs in braces, as text in canonical form. */
export interface InlineSet {
  readonly kind: 'set';
  readonly addresses: readonly string[];
}

/** A list of the account, `$name`. */
export interface ListName {
  readonly kind: 'list';
  readonly name: string;
}
