import type { Expression, Field } from '../../rules-language';
import { originOf } from './conditions';
import type { RuleSubject } from '../subject';

/** Whether a condition of the rule asks that this part of the request is there: `len(...) ge 0`. */
export function isAskedFor(field: Field | undefined, { expression }: RuleSubject): boolean {
  const key = keyOf(field);
  if (expression === undefined || key === undefined) return false;
  const operands =
    expression.kind === 'logical' && expression.operator === 'and' ? expression.operands : [expression];
  return operands.some((operand) => keyOf(measured(operand)) === key);
}

/** It is something of a name that a request may lack, and not a list that each request has, if only an empty one. */
export function isPart(field: Field | undefined): boolean {
  return keyOf(field) !== undefined;
}

function measured(operand: Expression): Field | undefined {
  if (operand.kind !== 'comparison') return undefined;
  const { left, operator } = operand;
  const { field, functions } = originOf(left);
  // Any comparison of what is missing is false, but for these two it is what is asked.
  return functions[0] === 'len' && (operator === 'ge' || operator === 'gt') ? field : undefined;
}

function keyOf(field: Field | undefined): string | undefined {
  const [first] = field?.path ?? [];
  return typeof first === 'object' ? `${field?.name ?? ''} ${first.key}` : undefined;
}
