import type { Expression } from '../../rules-language';
import type { ListContents } from '../../rulesets';
import { LIMIT, limitsOf } from '../limits';
import { isInParentheses } from '../questions/parentheses';
import { exceptionLint, type Found } from '../rule';

export const orEscapesHost = exceptionLint(
  'or-escapes-host',
  'error',
  'an alternative that escapes the condition on the host',
  ({ expression, limits, rule, list }) =>
    // What most exceptions are: a host condition beside the alternatives, if there are any, holds for all of them.
    isAnd(expression) && (limits & LIMIT.host) !== 0 ? [] : found(expression, rule.expression, list.lists),
);

function isAnd(expression: Expression): boolean {
  return expression.kind === 'logical' && expression.operator === 'and';
}

function found(expression: Expression, text: string, lists: ListContents | undefined): readonly Found[] {
  if (expression.kind !== 'logical') return [];
  const { operands, operator } = expression;
  const has = (part: Expression, limit: number) => (limitsOf(part, lists) & limit) !== 0;
  if (operator === 'and') {
    // A host condition beside the alternatives holds for all of them.
    return has(expression, LIMIT.host) ? [] : operands.flatMap((operand) => found(operand, text, lists));
  }
  const withHost = operands.filter((operand) => has(operand, LIMIT.host));
  if (withHost.length === 0) return [];
  // `(host and path) or these callers`: in parentheses, and an exception for callers needs no host. What was built has no
  // place in a text, and is printed with them.
  const isMeant = withHost.every(
    ({ kind, range }) => kind !== 'logical' || range === undefined || isInParentheses(text, range),
  );
  return operands
    .filter((operand) => !withHost.includes(operand) && !(isMeant && has(operand, LIMIT.caller)))
    .map(({ range }) => ({
      message: `the condition on the host does not hold for this alternative of the \`${operator}\``,
      help: 'put parentheses round the alternatives, or name the host in each',
      range,
    }));
}
