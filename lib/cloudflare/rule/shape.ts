import { ID_PATTERN } from '../ids';

/** What a value of a rule can be, as Cloudflare's API takes it. */
export type Shape = TextShape | WholeShape | FlagShape | ListShape | MapShape | ObjectShape | AnyShape;

export interface TextShape {
  readonly kind: 'text';
  /** Every value that it can have; upper and lower case matter. */
  readonly oneOf?: readonly string[];
  /** How it is written, where that is all that is known of it. */
  readonly form?: TextForm;
  readonly isFilled?: true;
  /** It is written in the Rules language. */
  readonly language?: ExpressionUse;
}

/**
 * What an expression of a rule is for, beside the one that selects requests: it selects what a rate limit counts, gives each
 * counter its key, or computes a text.
 */
export type ExpressionUse = 'characteristic' | 'counting' | 'value';

/** A pattern of a text, and how messages call what fits. */
export interface TextForm {
  readonly pattern: RegExp;
  readonly title: string;
}

/** A whole number. */
export interface WholeShape {
  readonly kind: 'whole';
  readonly from?: number;
  readonly to?: number;
  /** Every value that it can have. */
  readonly oneOf?: readonly number[];
}

export interface FlagShape {
  readonly kind: 'flag';
}

export interface ListShape {
  readonly kind: 'list';
  readonly of: Shape;
  readonly isFilled?: true;
  /** Version 4 of Terraform's provider writes it as one text, with commas. */
  readonly isJoined?: true;
}

/** An object whose keys are free. */
export interface MapShape {
  readonly kind: 'map';
  readonly of: Shape;
  readonly isFilled?: true;
  /** Version 4 of Terraform's provider writes it as a list of objects with a `name`. */
  readonly isNamed?: true;
}

export interface ObjectShape {
  readonly kind: 'object';
  readonly members: Members;
  readonly required?: readonly string[];
  /** It may hold others as well. */
  readonly isOpen?: true;
  /** At least one of these must be there. */
  readonly someOf?: readonly string[];
  /** At most one of its members may be there. */
  readonly isChoice?: true;
}

/** Something that is not inspected here. */
export interface AnyShape {
  readonly kind: 'any';
}

/** What an object holds, by key. */
export type Members = Readonly<Record<string, Shape>>;

export const FLAG: FlagShape = { kind: 'flag' };
export const ANY: AnyShape = { kind: 'any' };
export const TEXT: TextShape = { kind: 'text' };
export const FILLED_TEXT: TextShape = { kind: 'text', isFilled: true };
/** An expression that computes a text. */
export const VALUE_EXPRESSION: TextShape = { kind: 'text', isFilled: true, language: 'value' };
export const WHOLE: WholeShape = { kind: 'whole' };

/** An id that Cloudflare gives: of a ruleset, a rule, a list. */
export const ID: TextShape = {
  kind: 'text',
  form: { pattern: ID_PATTERN, title: 'an id of 32 hexadecimal digits' },
};

export function oneOf(...values: readonly string[]): TextShape {
  return { kind: 'text', oneOf: values };
}

export function whole(from: number, to?: number): WholeShape {
  return { kind: 'whole', from, ...(to !== undefined && { to }) };
}

export function oneNumberOf(values: readonly number[]): WholeShape {
  return { kind: 'whole', oneOf: values };
}

export function list(of: Shape): ListShape {
  return { kind: 'list', of };
}

export function filledList(of: Shape): ListShape {
  return { kind: 'list', of, isFilled: true };
}

export function filledMap(of: Shape): MapShape {
  return { kind: 'map', of, isFilled: true };
}

/** An object; the members are optional but for those in `required`. */
export function object(members: Members, ...required: readonly string[]): ObjectShape {
  return { kind: 'object', members, required };
}

/** An object that is to hold at least one of its members `someOf`. */
export function objectWithSome(
  members: Members,
  someOf: readonly string[],
  ...required: readonly string[]
): ObjectShape {
  return { kind: 'object', members, required, someOf };
}
