import type { Expression } from '../../rules-language';
import type { Condition } from './conditions';

/** When a rule stops matching. */
export interface End {
  /** Since 1970: from then on the rule matches nothing. */
  readonly seconds: bigint;
  readonly condition: Condition;
}

/** The end that an expression has by itself; `undefined` if the rule stays. */
export function endOf(expression: Expression, conditions: readonly Condition[]): End | undefined {
  let end: End | undefined;
  for (const condition of conditions) {
    const { shape, right, node } = condition;
    if (shape.field !== 'http.request.timestamp.sec' || right?.kind !== 'integer') continue;
    if ((shape.operator !== 'lt' && shape.operator !== 'le') || !mustHold(expression, node)) continue;
    const seconds = shape.operator === 'lt' ? right.value : right.value + 1n;
    if (end === undefined || seconds < end.seconds) end = { seconds, condition };
  }
  return end;
}

function mustHold(expression: Expression, node: Expression): boolean {
  return expression.kind === 'logical' && expression.operator === 'and'
    ? expression.operands.includes(node)
    : expression === node;
}
