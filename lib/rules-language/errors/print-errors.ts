import { escapeControls, replaceSteering } from '../../errors';
import type { LanguageError } from './errors';
import { MAX_EXPRESSION_LENGTH } from '../../cloudflare';
import { lineAt, locationOf } from '../syntax/location';

/** Characters shown of a very long line, before and from the error on. */
const SHOWN_BEFORE = 40;
const SHOWN_FROM = 40;

/** The errors, each with its line of the text and carets below. */
export function printErrors(text: string, errors: readonly LanguageError[]): string {
  return errors.map((error) => printError(text, error)).join('\n');
}

/**
 * One error the way Cloudflare prints it, and its help:
 *
 * ```
 * Filter parsing error (1:1):
 *   http.hst eq "x"
 *   ^^^^^^^^ unknown field `http.hst`
 *   help: did you mean `http.host`?
 * ```
 *
 * @example
 * try {
 *   parse('http.hst eq "app.example.com"');
 * } catch (error) {
 *   if (!(error instanceof RulesLanguageError)) throw error;
 *   for (const one of error.errors) console.log(printError(error.text, one));
 * }
 */
export function printError(text: string, error: LanguageError): string {
  const { start, end } = error.range;
  const { line, column } = locationOf(text, start);
  const { from, to, before, after } = excerptAt(text, start);
  const indent = ' '.repeat(width(before + text.slice(from, start)));
  const carets = '^'.repeat(Math.max(1, width(text.slice(start, Math.min(end, to)))));
  const help = error.help === undefined ? '' : `\n  help: ${escapeControls(error.help)}`;
  return `Filter parsing error (${line}:${column}):\n  ${before}${visible(text.slice(from, to))}${after}\n  ${indent}${carets} ${escapeControls(error.message)}${help}`;
}

/** What is shown of the text: the whole line, or the part around the offset of a line that is longer than it may be. */
function excerptAt(
  text: string,
  offset: number,
): { readonly from: number; readonly to: number; readonly before: string; readonly after: string } {
  const { start, end } = lineAt(text, offset);
  if (end - start <= MAX_EXPRESSION_LENGTH) return { from: start, to: end, before: '', after: '' };
  const from = Math.max(start, offset - SHOWN_BEFORE);
  const to = Math.min(end, offset + SHOWN_FROM);
  return { from, to, before: from > start ? '...' : '', after: to < end ? '...' : '' };
}

/** The text with each character that has no width, or that steers a terminal, as one that can be seen. */
function visible(text: string): string {
  return replaceSteering(text.replace(/\t/g, ' '), () => '\ufffd');
}

/** Characters, so that a caret is below the one that it means. */
function width(text: string): number {
  return Array.from(text).length;
}
