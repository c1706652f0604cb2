/**
 * How sure it is that a value is never another one:
 *
 * - `always`: the protocol, or the meaning of the field, leaves no other; proofs may rest on it
 * - `documented`: Cloudflare documents no other, and may add some
 * - `usual`: others occur, and rarely
 */
export type Certainty = 'always' | 'documented' | 'usual';

interface About {
  readonly certainty: Certainty;
}

/** It completes a sentence that begins with the name of the value: ``begins with `/` ``. */
interface Described extends About {
  readonly says: string;
  /** Completes a sentence about a text that breaks it: `does not`. */
  readonly broken: string;
}

/** From one whole number to another, both included. */
export interface NumberFact extends About {
  readonly kind: 'numbers';
  readonly from: bigint;
  readonly to: bigint;
}

/** One of some texts, or empty. */
export interface ListFact extends About {
  readonly kind: 'list';
  readonly texts: readonly string[];
}

/** Texts of which a part matches a pattern in Rust's syntax: anchors make it the whole. */
export interface FormFact extends Described {
  readonly kind: 'form';
  readonly pattern: string;
  /** The empty text, which stands for what is absent, is of this form too. */
  readonly orEmpty: boolean;
}

/** Texts of which no part matches a pattern. */
export interface NeverFact extends Described {
  readonly kind: 'never';
  readonly pattern: string;
}

/** Something that is true of every text of a value. */
export type TextFact = ListFact | FormFact | NeverFact;

/** Something that is true of every value that a field or a function gives. */
export type ValueFact = NumberFact | TextFact;

const MOST = 2n ** 63n - 1n;

export function numbers(from: bigint, to: bigint, certainty: Certainty): NumberFact {
  return { kind: 'numbers', from, to, certainty };
}

/** A count, a size or a time: never below zero. */
export const NOT_NEGATIVE: NumberFact = numbers(0n, MOST, 'always');

export function list(certainty: Certainty, ...texts: readonly string[]): ListFact {
  return { kind: 'list', texts, certainty };
}

export function form(
  pattern: string,
  says: string,
  broken = 'is not',
  certainty: Certainty = 'documented',
): FormFact {
  return { kind: 'form', pattern, says, broken, certainty, orEmpty: true };
}

export function never(
  pattern: string,
  says: string,
  broken = 'does',
  certainty: Certainty = 'documented',
): NeverFact {
  return { kind: 'never', pattern, says, broken, certainty };
}

/** As a fact of a value that no request lacks. */
export function notEmpty(fact: FormFact): FormFact {
  return { ...fact, orEmpty: false };
}

/** Whether proofs may rest on it. */
export function isCertain({ certainty }: ValueFact): boolean {
  return certainty === 'always';
}

/** As a fact that does not change. */
export function certain<T extends ValueFact>(fact: T): T {
  return { ...fact, certainty: 'always' };
}
