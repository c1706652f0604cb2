import type { Range } from '../../rules-language';
import { type Found, ruleLint } from '../rule';

export const mixedOperators = ruleLint(
  'mixed-operators',
  '`and`, `or` and `xor` side by side without parentheses',
  ({ parts, rule }) => {
    const found: Found[] = [];
    for (const node of parts) {
      if (node.kind !== 'logical') continue;
      for (const operand of node.operands) {
        if (operand.kind !== 'logical' || operand.range === undefined) continue;
        if (isInParentheses(rule.expression, operand.range)) continue;
        found.push({
          message: `\`${operand.operator}\` binds tighter than the \`${node.operator}\` next to it`,
          help: `put parentheses round the part that belongs together: (... ${operand.operator} ...)`,
          range: operand.range,
        });
      }
    }
    return found;
  },
);

/** The range of a group may hold its parentheses or not. */
function isInParentheses(text: string, { start, end }: Range): boolean {
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
