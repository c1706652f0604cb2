import type { Range } from '../../rules-language';

/** Whether a group is in parentheses of its own. Its range may hold them or not. */
export function isInParentheses(text: string, { start, end }: Range): boolean {
  if (/\(\s*$/.test(text.slice(0, start)) && /^\s*\)/.test(text.slice(end))) return true;
  if (text[start] !== '(') return false;
  let depth = 0;
  let inString = false;
  for (let at = start; at < end; at++) {
    const character = text[at];
    if (inString && character === '\\') at++;
    else if (character === '"') inString = !inString;
    else if (!inString && character === '(') depth++;
    else if (!inString && character === ')') {
      depth--;
      if (depth === 0) return text.slice(at + 1, end).trim() === '';
    }
  }
  return false;
}
