import { type LanguageError, parse, RulesLanguageError } from '../../../lib/rules-language';

/** What is wrong with a text; empty if it is an expression. */
export function errorsOf(text: string): readonly LanguageError[] {
  try {
    parse(text);
    return [];
  } catch (error) {
    if (error instanceof RulesLanguageError) return error.errors;
    throw error;
  }
}
