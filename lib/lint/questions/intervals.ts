import type { Comparison, Expression, Right, SetItem } from '../../rules-language';
import { namedAddresses } from './address-conditions';

/** Numbers or addresses from one to another, both included. */
interface Interval {
  readonly from: bigint | string;
  readonly to: bigint | string;
}

/** The numbers or addresses that a condition names. */
export interface NamedIntervals {
  readonly node: Comparison;
  /** The condition holds for all others. */
  readonly isNegated: boolean;
  readonly intervals: readonly Interval[];
}

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

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

/** What is in both. */
export function intersection(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  return a.flatMap((one) =>
    b.flatMap((other): readonly Interval[] => {
      const from = one.from > other.from ? one.from : other.from;
      const to = one.to < other.to ? one.to : other.to;
      return from <= to ? [{ from, to }] : [];
    }),
  );
}

/** Whether each of them lies in one of the others: what only several cover together is not seen. */
export function areWithin(inner: readonly Interval[], outer: readonly Interval[]): boolean {
  return inner.every(({ from, to }) => outer.some((other) => other.from <= from && to <= other.to));
}

function named(right: Right): readonly Interval[] {
  if (right.kind === 'integer') return [{ from: right.value, to: right.value }];
  const items: readonly SetItem[] = right.kind === 'set' ? right.items : [];
  if (items[0]?.kind.startsWith('integer') === true) {
    return items.flatMap((item): readonly Interval[] => {
      if (item.kind === 'integer') return [{ from: item.value, to: item.value }];
      return item.kind === 'integer-range' ? [item] : [];
    });
  }
  // The longer family comes behind the shorter one, so that both can stand in one order.
  return namedAddresses({ right }).map(({ from, to }) => ({
    from: `${from.length === 4 ? '4' : '6'}${from}`,
    to: `${to.length === 4 ? '4' : '6'}${to}`,
  }));
}

function ordered({ operator, right }: Comparison): readonly Interval[] {
  if (right.kind !== 'integer') return [];
  const { value } = right;
  if (operator === 'lt') return [{ from: LEAST, to: value - 1n }];
  if (operator === 'le') return [{ from: LEAST, to: value }];
  if (operator === 'gt') return [{ from: value + 1n, to: MOST }];
  return operator === 'ge' ? [{ from: value, to: MOST }] : [];
}
