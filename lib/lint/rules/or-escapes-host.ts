import type { Expression } from '../../rules-language';
import { LIMIT, limitsOf } from '../limits';
import { exceptionLint, type Found } from '../rule';

export const orEscapesHost = exceptionLint(
  'or-escapes-host',
  'an alternative that the host condition does not hold for',
  ({ expression }) => found(expression),
);

function found(expression: Expression): readonly Found[] {
  if (expression.kind !== 'logical') return [];
  if (expression.operator === 'and') {
    // A host condition beside the alternatives holds for all of them.
    return (limitsOf(expression) & LIMIT.host) === 0 ? expression.operands.flatMap(found) : [];
  }
  const isLimited = expression.operands.map((operand) => (limitsOf(operand) & LIMIT.host) !== 0);
  if (!isLimited.includes(true)) return [];
  return expression.operands
    .filter((_, index) => isLimited[index] === false)
    .map(({ range }) => ({
      message: `the condition on \`http.host\` does not hold for this alternative of the \`${expression.operator}\``,
      help: 'put parentheses round the alternatives, or name the host in each',
      range,
    }));
}
