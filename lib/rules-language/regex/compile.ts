import { RE2JS } from 're2js';
import { byteLength, readableText } from '../text/bytes';
import { parseRegex } from './parse';
import { printRe2 } from './print-re2';
import { RegexProblem } from './problem';

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
  const { root, takesCharacters, problem } = parseRegex(pattern);
  if (problem !== undefined) throw problem;
  const program = compileProgram(printRe2(root));
  const find = (text: string): readonly (readonly [number, number])[] | undefined => {
    const matcher = program.matcher(text);
    if (!matcher.find()) return undefined;
    return Array.from({ length: matcher.groupCount() + 1 }, (_, group) => [
      matcher.start(group),
      matcher.end(group),
    ]);
  };
  if (!takesCharacters) return { test: (bytes) => program.test(bytes), find };
  return {
    test: (bytes) => program.test(readableText(bytes)),
    find: (bytes) => {
      const text = readableText(bytes);
      const inBytes = (offset: number): number => (offset < 0 ? offset : byteLength(text.slice(0, offset)));
      return find(text)?.map(([start, end]) => [inBytes(start), inBytes(end)]);
    },
  };
}

function compileProgram(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    // The syntax is checked already: what is left are limits on size, which differ from those of Rust.
    const reason = error instanceof Error ? error.message : String(error);
    throw new RegexProblem('unsupported', `cannot be evaluated offline: ${reason}`, 0);
  }
}
