import { operandTexts } from '../questions/printed';
import { exceptionLint } from '../rule';

export const alwaysTrue = exceptionLint(
  'always-true',
  'error',
  'an exception for every request',
  ({ expression }) => {
    const isAlways =
      (expression.kind === 'boolean' && expression.value) ||
      (expression.kind === 'logical' &&
        expression.operator === 'or' &&
        (expression.operands.some((operand) => operand.kind === 'boolean' && operand.value) ||
          hasOpposites(operandTexts(expression))));
    if (!isAlways) return [];
    return [
      {
        message: 'the expression is true for every request: the exception turns the protection off',
        help: 'limit it to a host, a method and a path',
        range: expression.range,
      },
    ];
  },
);

function hasOpposites(operands: readonly string[]): boolean {
  const all = new Set(operands);
  return operands.some((operand) => all.has(`not ${operand}`) || all.has(`not (${operand})`));
}
