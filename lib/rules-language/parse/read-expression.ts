import type { Expression } from '../syntax/ast';
import { RulesLanguageError } from '../errors/errors';
import { parse } from './parse';

/** A text of someone else, who may know more of the language than this version: an expression, or why it is none. */
export interface ReadExpression {
  readonly expression?: Expression;
  /** Fields and functions that this version does not know, each once. */
  readonly unknown: readonly string[];
  /** The first thing that is wrong, starting lower-case; absent for an expression. */
  readonly problem?: string;
}

const UNKNOWN: readonly string[] = ['expression/unknown-field', 'expression/unknown-function'];
const NONE: readonly string[] = [];

/**
 * Reads what Cloudflare has taken already: that it cannot be read here is no error.
 *
 * @example
 * readExpression('http.new_field eq "x"').unknown; // [ 'http.new_field' ]
 * readExpression('ssl').problem; // undefined
 */
export function readExpression(text: string): ReadExpression {
  try {
    return { expression: parse(text).expression, unknown: NONE };
  } catch (error) {
    if (!(error instanceof RulesLanguageError)) throw error;
    const unknown = error.errors
      .filter(({ code }) => UNKNOWN.includes(code))
      .map(({ range }) => text.slice(range.start, range.end));
    return { unknown: [...new Set(unknown)], problem: error.errors[0]?.message ?? 'no expression' };
  }
}
