import { decodeText } from '../text/bytes';
import type { Regex } from '../regex/compile';
import { compileRegex } from '../regex/load';
import { RegexProblem, TooManySteps } from '../regex/problem';
import { type Unknown, unknown } from '../evaluate/unknown';

/** The compiled pattern, or the reason why its verdicts cannot be known offline. */
export function tryRegex(pattern: string): Regex | Unknown {
  try {
    return compileRegex(pattern);
  } catch (error) {
    if (!(error instanceof RegexProblem)) throw error;
    return notRun(pattern, error.message);
  }
}

/** What to say of a pattern that failed on a text. */
export function failureOf(pattern: string, error: unknown): Unknown {
  if (!(error instanceof TooManySteps)) throw error;
  return notRun(pattern, 'the pattern takes too long on this text');
}

function notRun(pattern: string, reason: string): Unknown {
  return unknown('regex', decodeText(pattern) ?? pattern, reason);
}
