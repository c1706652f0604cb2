import { conditionLint } from '../rule';
import { opening, PATH, RAW_PATH, WITH_QUERY } from '../uri-conditions';

const FIELDS: readonly string[] = [PATH, RAW_PATH, 'http.host', ...WITH_QUERY];

export const unanchoredRegex = conditionLint(
  'unanchored-regex',
  'a regular expression that may match anywhere in the text',
  opening(FIELDS, ['matches']),
  ({ field, right }) => {
    if (right?.kind !== 'regex') return [];
    const { pattern, range } = right;
    if (isAnchored(pattern)) return [];
    return [
      {
        message: `the regular expression matches a part of \`${field?.name ?? ''}\`: anything may stand around it`,
        help: 'begin it with `^` and end it with `$`; put alternatives into a group: `^(?:a|b)$`',
        range,
      },
    ];
  },
);

function isAnchored(pattern: string): boolean {
  const body = pattern.replace(/^\(\?[a-z]+\)/, '');
  const hasEnds = /^(?:\^|\\A)/.test(body) && /(?:(?<!\\)\$|\\z)$/.test(body);
  return hasEnds && !hasTopLevelAlternative(body);
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
