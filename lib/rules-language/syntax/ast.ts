/**
 * An expression of Cloudflare's Rules language as plain, readonly data. Parentheses are not part of it: `print`
 * sets them where the precedence of the operators asks for them. A node that was built and one that was parsed are
 * the same thing, but for the `range` that `parse` adds.
 *
 * Every string that a request is compared with is a *binary string*: one character for each byte of its UTF-8 form
 * (`encodeText` in `bytes.ts` makes one), because Cloudflare compares bytes and literals may hold any of them.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/expressions/
 * @example
 * const expression: Expression = parse('ssl and http.host eq "app.example.com"').expression;
 * if (expression.kind === 'logical') expression.operands.map(({ kind }) => kind); // [ 'truth', 'comparison' ]
 */
export type Expression = Logical | Not | Comparison | Truth | Quantifier | BooleanLiteral;

/**
 * Where a node is in the text it was parsed from: UTF-16 offsets, `end` is exclusive.
 *
 * @example
 * const text = 'not ssl';
 * const range: Range | undefined = parse(text).expression.range;
 * range; // { start: 0, end: 7 }
 */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What every node of an expression has. */
interface Node {
  /** Only on nodes that were parsed. */
  readonly range?: Range;
}

/**
 * Two or more conditions joined by one operator.
 *
 * @example
 * const both: Logical = { kind: 'logical', operator: 'and', operands: [fields.ssl, fields.method.eq('POST')] };
 * print(both); // '(ssl and http.request.method eq "POST")'
 */
export interface Logical extends Node {
  readonly kind: 'logical';
  readonly operator: LogicalOperator;
  readonly operands: readonly Expression[];
}

/**
 * The opposite of one condition.
 *
 * @example
 * const isPlain: Not = { kind: 'not', operand: fields.ssl };
 * print(isPlain); // 'not ssl'
 */
export interface Not extends Node {
  readonly kind: 'not';
  readonly operand: Expression;
}

/**
 * A value compared with a literal, a set, a list or another value.
 *
 * @example
 * const isApp: Comparison = {
 *   kind: 'comparison',
 *   left: { kind: 'field', name: 'http.host', path: [] },
 *   operator: 'eq',
 *   right: { kind: 'string', value: 'app.example.com' },
 * };
 * print(isApp); // 'http.host eq "app.example.com"'
 */
export interface Comparison extends Node {
  readonly kind: 'comparison';
  readonly left: Value;
  readonly operator: ComparisonOperator;
  readonly right: Right;
}

/**
 * A boolean value on its own, such as `ssl` or `starts_with(http.host, "a")`.
 *
 * @example
 * const isEncrypted: Truth = { kind: 'truth', value: { kind: 'field', name: 'ssl', path: [] } };
 * print(isEncrypted); // 'ssl'
 */
export interface Truth extends Node {
  readonly kind: 'truth';
  readonly value: Value;
}

/**
 * Whether a condition on the elements of an array holds for one, or for all, of them.
 *
 * @example
 * const isTagged: Quantifier = any(field('http.request.headers').key('x-tag').each().eq('export'));
 * isTagged.quantifier; // 'any'
 * print(isTagged); // 'any(http.request.headers["x-tag"][*] eq "export")'
 */
export interface Quantifier extends Node {
  readonly kind: 'quantifier';
  readonly quantifier: QuantifierName;
  /**
   * Of type `Array<Bool>`. An array as it is, `all(array)`, makes the quantifier false where it is missing; with `[*]` at
   * its end it is the condition on its elements that the text writes as `all((array))`, and of none `all` is true.
   */
  readonly argument: Expression;
}

/**
 * `true` matches every request, `false` none.
 *
 * @example
 * const nothing: BooleanLiteral = { kind: 'boolean', value: false };
 * analyse(nothing).matches; // 'never'
 */
export interface BooleanLiteral extends Node {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/**
 * How conditions are joined: all of them, at least one, an odd number.
 *
 * @example
 * const operator: LogicalOperator = 'and';
 */
export type LogicalOperator = 'and' | 'or' | 'xor';
/**
 * For how many elements of an array a condition must hold.
 *
 * @example
 * const quantifier: QuantifierName = 'any';
 */
export type QuantifierName = 'any' | 'all';
/**
 * How a value is compared, by the word that the Rules language has for it.
 *
 * @example
 * const operator: ComparisonOperator = 'strict wildcard';
 */
export type ComparisonOperator =
  OrderOperator | 'contains' | 'matches' | 'wildcard' | 'strict wildcard' | 'in' | 'bitwise_and';
/**
 * Equality and order: the operators whose right side may be another value.
 *
 * @example
 * const operator: OrderOperator = 'ge';
 */
export type OrderOperator = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

/**
 * What a request has: a field, or a function of one.
 *
 * @example
 * const host: Value = { kind: 'field', name: 'http.host', path: [] };
 * const lower: Value = { kind: 'call', function: 'lower', arguments: [host], path: [] };
 */
export type Value = Field | Call;

/**
 * A field by its name in Cloudflare's reference, such as `http.host`.
 *
 * @example
 * const header: Field = { kind: 'field', name: 'http.request.headers', path: [{ key: 'x-tag' }, 0] };
 * const right: StringLiteral = { kind: 'string', value: 'a' };
 * print({ kind: 'comparison', left: header, operator: 'eq', right }); // 'http.request.headers["x-tag"][0] eq "a"'
 */
export interface Field extends Node {
  readonly kind: 'field';
  readonly name: string;
  readonly path: readonly Index[];
}

/**
 * A function call, such as `lower(http.host)`.
 *
 * @example
 * const lower: Call = { kind: 'call', function: 'lower', arguments: [fields.host.value], path: [] };
 * const right: StringLiteral = { kind: 'string', value: 'app.example.com' };
 * print({ kind: 'comparison', left: lower, operator: 'eq', right }); // 'lower(http.host) eq "app.example.com"'
 */
export interface Call extends Node {
  readonly kind: 'call';
  readonly function: string;
  readonly arguments: readonly Argument[];
  readonly path: readonly Index[];
}

/**
 * One step into an array or map: a position, a key, or every element (`'*'`).
 *
 * @example
 * const path: readonly Index[] = [{ key: 'x-tag' }, '*'];
 */
export type Index = number | MapKey | '*';

/**
 * A key of a map, as a binary string.
 *
 * @example
 * const step: MapKey = { key: 'x-tag' };
 */
export interface MapKey {
  readonly key: string;
}

/**
 * What a function takes. A boolean value on its own is the value here, never as a `Truth`: so there is one
 * tree for each text.
 *
 * @example
 * const prefix: Argument = { kind: 'string', value: '/exports/' };
 * const call: Call = { kind: 'call', function: 'starts_with', arguments: [fields.path.value, prefix], path: [] };
 * print({ kind: 'truth', value: call }); // 'starts_with(http.request.uri.path, "/exports/")'
 */
export type Argument = Value | Literal | Exclude<Expression, Truth>;

/**
 * The right side of a comparison.
 *
 * @example
 * const right: Right = { kind: 'list', name: 'office' };
 * const left = fields.clientAddress.value;
 * print({ kind: 'comparison', left, operator: 'in', right }); // 'ip.src in $office'
 */
export type Right = Literal | RegexLiteral | WildcardLiteral | InlineSet | ListName | Value;

/**
 * One value, as it is written in an expression.
 *
 * @example
 * const size: Literal = { kind: 'integer', value: 1000n };
 */
export type Literal = StringLiteral | IntegerLiteral | AddressLiteral;

/**
 * A text in quotes.
 *
 * @example
 * const text: StringLiteral = { kind: 'string', value: encodeText('caf\u00e9') };
 * decodeText(text.value); // 'café'
 */
export interface StringLiteral extends Node {
  readonly kind: 'string';
  /** The bytes, as a binary string. */
  readonly value: string;
  /** How the text that was parsed wrote it; `print` chooses by itself. */
  readonly form?: 'quoted' | 'raw' | 'bytes';
}

/**
 * A whole number.
 *
 * @example
 * const literal: IntegerLiteral = { kind: 'integer', value: 64512n };
 */
export interface IntegerLiteral extends Node {
  readonly kind: 'integer';
  /** 64 bits, signed. */
  readonly value: bigint;
  /** How the text that was parsed wrote it; `print` writes decimal. */
  readonly form?: 'decimal' | 'hexadecimal' | 'octal';
}

/**
 * An IP address.
 *
 * @example
 * const address = parseAddress('203.0.113.7');
 * if (address !== undefined) {
 *   const right: AddressLiteral = { kind: 'address', address };
 *   const left = fields.clientAddress.value;
 *   print({ kind: 'comparison', left, operator: 'eq', right }); // 'ip.src eq 203.0.113.7'
 * }
 */
export interface AddressLiteral extends Node {
  readonly kind: 'address';
  readonly address: Address;
}

/**
 * An IP address as a binary string in network order: 4 bytes for IPv4, 16 for IPv6. So addresses of one family
 * compare with `<`, and the family is the length. `addresses.ts` reads and writes their text.
 *
 * @example
 * const address: Address | undefined = parseAddress('203.0.113.7');
 * address?.length; // 4
 */
export type Address = string;

/**
 * A Rust regular expression that a part of the text must match.
 *
 * @example
 * const right: RegexLiteral = { kind: 'regex', pattern: '\\.png$' };
 * const left = fields.path.value;
 * print({ kind: 'comparison', left, operator: 'matches', right }); // 'http.request.uri.path matches r"\\.png$"'
 */
export interface RegexLiteral extends Node {
  readonly kind: 'regex';
  /** As a binary string: what the regex engine gets, after the escapes of the string are undone. */
  readonly pattern: string;
  readonly form?: 'quoted' | 'raw';
}

/**
 * A pattern that the whole text must match: `*` is any text, `\*` and `\\` are themselves.
 *
 * @example
 * const right: WildcardLiteral = { kind: 'wildcard', pattern: '*.example.com' };
 * const left = fields.host.value;
 * print({ kind: 'comparison', left, operator: 'wildcard', right }); // 'http.host wildcard "*.example.com"'
 */
export interface WildcardLiteral extends Node {
  readonly kind: 'wildcard';
  /** As a binary string, with the pattern's own escapes still in it. */
  readonly pattern: string;
  readonly form?: 'quoted' | 'raw';
}

/**
 * Values in braces, all of one type. An empty set parses, and is never true.
 *
 * @example
 * const put: StringLiteral = { kind: 'string', value: 'PUT' };
 * const right: InlineSet = { kind: 'set', items: [put, { kind: 'string', value: 'POST' }] };
 * const left = fields.method.value;
 * print({ kind: 'comparison', left, operator: 'in', right }); // 'http.request.method in {"PUT" "POST"}'
 */
export interface InlineSet extends Node {
  readonly kind: 'set';
  readonly items: readonly SetItem[];
}

/**
 * What a set in braces can hold.
 *
 * @example
 * const item: SetItem = { kind: 'integer-range', from: 64512n, to: 65534n };
 */
export type SetItem = Literal | IntegerRange | AddressRange | Cidr;

/**
 * `from..to`, both included.
 *
 * @example
 * const privateNumbers: IntegerRange = { kind: 'integer-range', from: 64512n, to: 65534n };
 * print({
 *   kind: 'comparison',
 *   left: field('ip.src.asnum').value,
 *   operator: 'in',
 *   right: { kind: 'set', items: [privateNumbers] },
 * }); // 'ip.src.asnum in {64512..65534}'
 */
export interface IntegerRange extends Node {
  readonly kind: 'integer-range';
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * `from..to`, both included, of one family.
 *
 * @example
 * const from = parseAddress('203.0.113.1');
 * const to = parseAddress('203.0.113.9');
 * if (from !== undefined && to !== undefined) {
 *   const range: AddressRange = { kind: 'address-range', from, to };
 *   const right: InlineSet = { kind: 'set', items: [range] };
 *   const left = fields.clientAddress.value;
 *   print({ kind: 'comparison', left, operator: 'in', right }); // 'ip.src in {203.0.113.1..203.0.113.9}'
 * }
 */
export interface AddressRange extends Node {
  readonly kind: 'address-range';
  readonly from: Address;
  readonly to: Address;
}

/**
 * `address/prefixLength`; the bits after the prefix are zero.
 *
 * @example
 * const address = parseAddress('203.0.113.0');
 * if (address !== undefined) {
 *   const network: Cidr = { kind: 'cidr', address, prefixLength: 24 };
 *   const right: InlineSet = { kind: 'set', items: [network] };
 *   const left = fields.clientAddress.value;
 *   print({ kind: 'comparison', left, operator: 'in', right }); // 'ip.src in {203.0.113.0/24}'
 * }
 */
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

/**
 * A list of the account, `$office`, or of Cloudflare, `$cf.malware`.
 *
 * @example
 * const right: ListName = { kind: 'list', name: 'office' };
 * const left = fields.clientAddress.value;
 * print({ kind: 'comparison', left, operator: 'in', right }); // 'ip.src in $office'
 */
export interface ListName extends Node {
  readonly kind: 'list';
  /** Without the `$`. */
  readonly name: string;
}
