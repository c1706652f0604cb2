import { tryRegex } from '../compile/try-regex';
import { compileWildcard } from '../compile/wildcard';
import { Unknown } from '../unknown';

type Replace = (text: string) => string | Unknown;

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
  return (text) => {
    const [whole, ...groups] = regex.find(text) ?? [];
    if (whole === undefined) return text;
    const captures = groups.map(([start, end]) => (start < 0 ? '' : text.slice(start, end)));
    return text.slice(0, whole[0]) + expand(replacement, captures) + text.slice(whole[1]);
  };
}

/** `wildcard_replace`: the whole text or nothing. The flag `s` respects case. */
export function wildcardReplace(pattern: string, replacement: string, flags: string): Replace {
  const wildcard = compileWildcard(pattern, flags.includes('s'));
  return (text) => {
    const captures = wildcard.capture(text);
    return captures === undefined ? text : expand(replacement, captures);
  };
}
