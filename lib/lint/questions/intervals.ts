import type { Comparison, Expression, Right } from '../../rules-language';
import { itemsOf, related, UNIVERSE } from '../../rules-language/analyse/domains';
import { differenceOf, type Intervals } from '../../rules-language/analyse/intervals';

/** The numbers or addresses that a condition names. */
export interface NamedIntervals {
  readonly node: Comparison;
  /** The condition holds for all others. */
  readonly isNegated: boolean;
  readonly intervals: Intervals;
}

/** Reads a condition on a number or an address; `undefined` for others, and for those that name no value. */
export function intervalsOf(expression: Expression): NamedIntervals | undefined {
  if (expression.kind === 'not') {
    const inner = intervalsOf(expression.operand);
    return inner === undefined ? undefined : { ...inner, isNegated: !inner.isNegated };
  }
  // Of several elements, each may meet another condition.
  if (expression.kind !== 'comparison' || expression.left.path.includes('*')) return undefined;
  const { operator, right } = expression;
  const intervals =
    operator === 'eq' || operator === 'ne' || operator === 'in' ? named(right) : ordered(expression);
  if (intervals.length === 0) return undefined;
  return { node: expression, isNegated: operator === 'ne', intervals };
}

/** Whether the values of the one are all among those of the other. */
export function areWithin(inner: Intervals, outer: Intervals): boolean {
  return differenceOf(inner, outer).length === 0;
}

function named(right: Right): Intervals {
  if (right.kind === 'integer' || right.kind === 'address') return itemsOf([right]);
  // The items of a set are of one type.
  return right.kind === 'set' && right.items[0]?.kind !== 'string' ? itemsOf(right.items) : [];
}

function ordered({ operator, right }: Comparison): Intervals {
  if (right.kind !== 'integer') return [];
  const isOrder = operator === 'lt' || operator === 'le' || operator === 'gt' || operator === 'ge';
  return isOrder ? related(operator, right.value, UNIVERSE.Int) : [];
}
