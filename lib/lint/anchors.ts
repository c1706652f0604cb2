/** Whether the regular expression has to match the whole text. */
export function isAnchored(pattern: string): boolean {
  const body = pattern.replace(/^\(\?[a-z]+\)/, '');
  const hasEnds = /^(?:\^|\\A)/.test(body) && /(?:(?<!\\)\$|\\z)$/.test(body);
  return hasEnds && !hasTopLevelAlternative(body);
}

/** The same, where the text is a path: there, `^.*` holds for whatever stands before. */
export function isAnchoredPath(pattern: string): boolean {
  return isAnchored(pattern) && !beginsOrEndsWithAnything(pattern);
}

/** Whether a part of the regular expression is any text, `/` too. */
export function holdsAnything(pattern: string): boolean {
  return new RegExp(ANYTHING).test(pattern);
}

/** `.*` in its usual clothes: of a class that excludes no `/`, and of its short forms. */
const ANYTHING = String.raw`(?:(?<!\\)\.|\\[SD]|\[\^[^\]/]*\]|\[\\s\\S\])[*+]\??`;
const BEGINS = new RegExp(String.raw`^(?:\(\?[a-z]+\))?(?:\^|\\A)\/?(?:\((?:\?:)?)?\/?${ANYTHING}`);
const ENDS = new RegExp(String.raw`[^/(|]${ANYTHING}\)?(?:\$|\\z)$`);

/** `^.*` and `^/.*` are no beginning, and `.*$` is no end but behind a slash. */
function beginsOrEndsWithAnything(pattern: string): boolean {
  return BEGINS.test(pattern) || ENDS.test(pattern);
}

/** `^a|b$` begins with `^` and ends with `$`, and yet neither alternative has both. */
function hasTopLevelAlternative(pattern: string): boolean {
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '\\') at++;
    else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === '|' && depth === 0) return true;
  }
  return false;
}
