import type { Condition } from './conditions';
import type { RuleSubject } from './subject';

/** Seconds since 1970 from which on the rule no longer matches; `undefined` if it stays. */
export function endOf(
  subject: RuleSubject,
): { readonly seconds: bigint; readonly condition: Condition } | undefined {
  if (subject.expression === undefined) return undefined;
  let end: { readonly seconds: bigint; readonly condition: Condition } | undefined;
  const conjuncts =
    subject.expression.kind === 'logical' && subject.expression.operator === 'and'
      ? subject.expression.operands
      : [subject.expression];
  for (const condition of subject.conditions) {
    const { field, operator, right, node } = condition;
    if (field?.name !== 'http.request.timestamp.sec' || right?.kind !== 'integer') continue;
    if ((operator !== 'lt' && operator !== 'le') || !conjuncts.includes(node)) continue;
    const seconds = operator === 'lt' ? right.value : right.value + 1n;
    if (end === undefined || seconds < end.seconds) end = { seconds, condition };
  }
  return end;
}
