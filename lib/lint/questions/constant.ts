import type { Comparison, Expression, Truth } from '../../rules-language';

/**
 * Whether an expression is `wanted` for every request, as far as that follows from its parts.
 *
 * @param isLeaf whether a condition is so for every request
 */
export function isAlways(
  expression: Expression,
  wanted: boolean,
  isLeaf: (leaf: Comparison | Truth, wanted: boolean) => boolean,
): boolean {
  switch (expression.kind) {
    case 'boolean':
      return expression.value === wanted;
    case 'comparison':
    case 'truth':
      return isLeaf(expression, wanted);
    case 'quantifier':
      return false;
    case 'not':
      return isAlways(expression.operand, !wanted, isLeaf);
    case 'logical': {
      const { operator, operands } = expression;
      const is = (operand: Expression, value: boolean): boolean => isAlways(operand, value, isLeaf);
      if (operator !== 'xor') {
        return (operator === 'and') === wanted
          ? operands.every((operand) => is(operand, wanted))
          : operands.some((operand) => is(operand, wanted));
      }
      if (!operands.every((operand) => is(operand, true) || is(operand, false))) return false;
      return operands.filter((operand) => is(operand, true)).length % 2 === (wanted ? 1 : 0);
    }
  }
}
