import { decodeText } from '../text/bytes';
import type { Regex } from '../regex/compile';
import { compileRegex } from '../regex/load';
import { RegexProblem } from '../regex/problem';
import { type Unknown, unknown } from '../evaluate/unknown';

/** The compiled pattern, or the reason why its verdicts cannot be known offline. */
export function tryRegex(pattern: string): Regex | Unknown {
  try {
    return compileRegex(pattern);
  } catch (error) {
    if (!(error instanceof RegexProblem)) throw error;
    return unknown('regex', decodeText(pattern) ?? pattern, error.message);
  }
}
