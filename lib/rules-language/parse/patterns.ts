import { parseRegex } from '../regex/load';
import { RegexProblem } from '../regex/problem';
import type { Complaint } from './complaint';

/** What is wrong with a regular expression; `undefined` if Cloudflare takes it, even where our engine cannot run it. */
export function regexComplaint(pattern: string): Complaint | undefined {
  try {
    parseRegex(pattern);
    return undefined;
  } catch (error) {
    if (!(error instanceof RegexProblem)) throw error;
    return {
      code: 'expression/regex',
      message: `the regular expression cannot be used: ${error.message} (at offset ${error.at})`,
      help: 'write it for the Rust engine, which has no look-around and no back-references',
    };
  }
}

/** What is wrong with the pattern of a wildcard, if anything. */
export function wildcardComplaint(pattern: string): Complaint | undefined {
  const at = /^(?:\\[*\\]|\*(?!\*)|[^*\\])*/.exec(pattern)?.[0].length ?? 0;
  if (at === pattern.length) return undefined;
  const isDoubleStar = pattern.startsWith('**', at);
  return {
    code: 'expression/wildcard',
    message: isDoubleStar
      ? `the wildcard contains a double star (at offset ${at})`
      : `in a wildcard a backslash escapes \`*\` or \`\\\` only (at offset ${at})`,
    help: isDoubleStar
      ? 'write one `*`: it matches any text, with `/` in it too'
      : 'write `\\\\` for a backslash, in a raw string: `r"..."`',
  };
}
