import { RE2JS } from 're2js';
import { RegexProblem } from './regex-problem';
import { translateRegex } from './regex-translate';

/** A regular expression that can be run on binary strings, in time linear in their length. */
export interface Regex {
  /** Some part of the text matches. */
  test(text: string): boolean;
  /** The first match and its groups as offsets, `-1` for a group that took no part. */
  find(text: string): readonly (readonly [start: number, end: number])[] | undefined;
}

/**
 * Compiles a pattern of the `matches` operator.
 *
 * @param pattern a binary string
 * @throws RegexProblem if Cloudflare refuses the pattern, or if its verdicts cannot be reproduced offline
 */
export function compileRegex(pattern: string): Regex {
  const program = compileProgram(translateRegex(pattern));
  return {
    test: (text) => program.test(text),
    find: (text) => {
      const matcher = program.matcher(text);
      if (!matcher.find()) return undefined;
      return Array.from({ length: matcher.groupCount() + 1 }, (_, group) => [
        matcher.start(group),
        matcher.end(group),
      ]);
    },
  };
}

function compileProgram(translated: string): RE2JS {
  try {
    return RE2JS.compile(translated);
  } catch (error) {
    // The syntax is checked already: what is left are limits on size, which differ from those of Rust.
    const reason = error instanceof Error ? error.message : String(error);
    throw new RegexProblem('unsupported', `cannot be evaluated offline: ${reason}`, 0);
  }
}
