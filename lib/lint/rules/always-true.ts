import type { Comparison, Truth } from '../../rules-language';
import { isAlways } from '../questions/constant';
import { operandTexts } from '../questions/printed';
import { exceptionLint } from '../rule';
import type { RuleSubject } from '../subject';
import { WITH_PATH } from '../questions/uri-conditions';
import { isAlwaysMet } from '../values/value-findings';

export const alwaysTrue = exceptionLint(
  'always-true',
  'error',
  'an exception for every request',
  (subject) => {
    const { expression } = subject;
    const isOpen =
      isAlways(expression, true, (leaf, wanted) => wanted && isMet(leaf, subject)) ||
      (expression.kind === 'logical' &&
        expression.operator === 'or' &&
        hasOpposites(operandTexts(expression)));
    if (!isOpen) return [];
    return [
      {
        message: 'the expression is true for every request: the exception turns the protection off',
        help: 'limit it to a host, a method and a path',
        range: expression.range,
      },
    ];
  },
);

function isMet(leaf: Comparison | Truth, { conditions }: RuleSubject): boolean {
  // No value is all that a field can have.
  if (leaf.kind === 'comparison' && leaf.operator === 'eq' && leaf.left.kind === 'field') return false;
  const condition = conditions.find(({ node }) => node === leaf);
  // `missing-path` reports an exception for every path.
  return condition !== undefined && !WITH_PATH.includes(condition.shape.field) && isAlwaysMet(condition);
}

function hasOpposites(operands: readonly string[]): boolean {
  const all = new Set(operands);
  return operands.some((operand) => all.has(`not ${operand}`) || all.has(`not (${operand})`));
}
