import type { Range } from '../syntax/ast';
import { printErrors } from './print-errors';

/** Something that is wrong with an expression. */
export interface ExpressionFinding {
  /** Stable, kebab-case, for instance `expression/unknown-field`. */
  readonly code: string;
  /** What is wrong; starts lower-case, no final period. */
  readonly message: string;
  /** What to do about it: starts with a verb or "did you mean". */
  readonly help?: string;
  /** Where: absent where the node was built and not parsed. */
  readonly range?: Range;
}

/** A finding in a text. */
export interface LanguageError extends ExpressionFinding {
  readonly range: Range;
  /** Where Cloudflare's engine says that it is, if not at the start of the range, which shows the user more. */
  readonly reportedAt?: number;
}

/**
 * A text is no expression. The message shows every error with its line and carets, the way Cloudflare does.
 */
export class RulesLanguageError extends Error {
  constructor(
    /** The text that was parsed. */
    readonly text: string,
    /** At least one, in the order of the text. */
    readonly errors: readonly LanguageError[],
  ) {
    super(printErrors(text, errors));
    this.name = 'RulesLanguageError';
  }
}
