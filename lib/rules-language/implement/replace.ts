import type { Regex } from '../regex/compile';
import { failureOf, tryRegex } from '../compile/try-regex';
import { compileWildcard } from '../compile/wildcard';
import { Unknown, unknown } from '../evaluate/unknown';

type Replace = (text: string) => string | Unknown;

/** `$1`, `${name}` and `${0}`, which the engines behind the functions may know. */
const UNDOCUMENTED = /\$(?!\{[1-8]\})[\w{]/;

/** Puts captures in place of `${1}` to `${8}`; `$$` is a dollar. */
function expand(replacement: string, captures: readonly string[]): string {
  return replacement.replace(/\$(?:\$|\{([1-8])\})/g, (reference, group: string | undefined) =>
    group === undefined ? reference.slice(1) : (captures[Number(group) - 1] ?? ''),
  );
}

/** `regex_replace`: the first match only. */
export function regexReplace(pattern: string, replacement: string): Replace {
  const regex = tryRegex(pattern);
  if (regex instanceof Unknown) return () => regex;
  const problem = replacementProblem('regex_replace', replacement);
  return (text) => {
    const found = findIn(text, regex, pattern);
    if (found instanceof Unknown) return found;
    const [whole, ...groups] = found ?? [];
    if (whole === undefined) return text;
    if (problem !== undefined) return problem;
    const captures = groups.map(([start, end]) => (start < 0 ? '' : text.slice(start, end)));
    return text.slice(0, whole[0]) + expand(replacement, captures) + text.slice(whole[1]);
  };
}

function findIn(text: string, regex: Regex, pattern: string): ReturnType<Regex['find']> | Unknown {
  try {
    return regex.find(text);
  } catch (error) {
    return failureOf(pattern, error);
  }
}

/** `wildcard_replace`: the whole text or nothing. The flag `s` respects case. */
export function wildcardReplace(pattern: string, replacement: string, flags: string): Replace {
  const wildcard = compileWildcard(pattern, flags.includes('s'));
  const problem = replacementProblem('wildcard_replace', replacement);
  return (text) => {
    const captures = wildcard.capture(text);
    if (captures === undefined) return text;
    return problem ?? expand(replacement, captures);
  };
}

function replacementProblem(name: string, replacement: string): Unknown | undefined {
  // What is left of a row of dollars is the last one.
  if (!UNDOCUMENTED.test(replacement.replaceAll('$$', ''))) return undefined;
  return unknown('function', name, 'of the references in a replacement only `${1}` to `${8}` are documented');
}
