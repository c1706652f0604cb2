import { isInParentheses } from '../questions/parentheses';
import { type Found, ruleLint } from '../rule';

export const mixedOperators = ruleLint(
  'mixed-operators',
  'warning',
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
