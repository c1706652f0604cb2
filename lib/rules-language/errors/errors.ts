import type { Range } from '../syntax/ast';
import { printErrors } from './print-errors';

/**
 * A mistake in an expression.
 *
 * @example
 * const { expression } = parse('cf.bot_management.score lt 30');
 * const [finding]: readonly ExpressionFinding[] = check(expression, { zonePlan: 'pro' });
 * finding?.code; // 'expression/plan'
 * finding?.range; // { start: 0, end: 23 }
 */
export interface ExpressionFinding {
  /** Stable, kebab-case, for instance `expression/unknown-field`. */
  readonly code: string;
  /** What is wrong. Starts in lower case, without a final period. */
  readonly message: string;
  /** How to fix it. Starts with a verb or "did you mean". */
  readonly help?: string;
  /** Where it is; absent if the node was built and not parsed. */
  readonly range?: Range;
}

/**
 * A finding in a text.
 *
 * @example
 * try {
 *   parse('http.hst eq "app.example.com"');
 * } catch (error) {
 *   if (!(error instanceof RulesLanguageError)) throw error;
 *   const [first]: readonly LanguageError[] = error.errors;
 *   first?.range; // { start: 0, end: 8 }
 * }
 */
export interface LanguageError extends ExpressionFinding {
  readonly range: Range;
  /** Where Cloudflare's engine says that it is, if not at the start of the range, which shows the user more. */
  readonly reportedAt?: number;
}

/**
 * The text is not a valid expression. The message shows every error with its line and carets, as Cloudflare does.
 *
 * @example
 * try {
 *   parse('http.hst eq "app.example.com"');
 * } catch (error) {
 *   if (!(error instanceof RulesLanguageError)) throw error;
 *   error.errors.map(({ help }) => help); // [ 'did you mean `http.host`?' ]
 * }
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
