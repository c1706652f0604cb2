import type { Review } from '../../../lib/review';
import { compile, evaluate, ExecutionContext, parse } from '../../../lib/rules-language';
import { readRule } from '../../../lib/rulesets';
import { protectionsOf, protectionsText, trace } from '../../../lib/trace';
import { NOW_MS } from '../../support/exceptions';
import { CUSTOM, MANAGED, type PlanParts, type PlanRule } from './plan';

/** What happens to the request of a verdict before and after, found out without the review. */
export interface Outcome {
  readonly before: string;
  readonly after: string;
  /** Refs of the skip rules that match it after. */
  readonly matched: readonly string[];
}

export function outcomeOf({ verdict }: Review, parts: PlanParts): Outcome {
  if (verdict.witness === undefined) throw new Error('the verdict has no witness');
  const request = { time: new Date(NOW_MS), ip: '192.0.2.1', ...verdict.witness.request };
  const listsAt = (time: 'before' | 'after') =>
    Object.fromEntries((parts.lists ?? []).map((list) => [list.name, list[time] ?? []]));
  const rulesAt = (time: 'before' | 'after', phase: string): readonly PlanRule[] =>
    (parts.entryPoints ?? []).filter((one) => one.phase === phase).flatMap((one) => one[time] ?? []);
  const outcome = (time: 'before' | 'after') => {
    const read = (phase: string) =>
      rulesAt(time, phase).flatMap((rule) => readRule({ action: 'skip', ...rule }));
    const zone = { custom: read(CUSTOM), managed: read(MANAGED), lists: listsAt(time) };
    const traced = trace(zone, request);
    const skipped = (traced.phases[0]?.steps ?? []).filter(({ skippedBy }) => skippedBy.length > 0);
    const rules = skipped.map(({ rule }) => rule.ref ?? '').join(', ');
    return `${protectionsText(protectionsOf(traced))}${rules === '' ? '' : `; skips custom rules ${rules}`}`;
  };
  const context = ExecutionContext.fromRequest({ ...request, lists: listsAt('after') });
  const matched = [CUSTOM, MANAGED]
    .flatMap((phase) => rulesAt('after', phase))
    .filter(({ action = 'skip', enabled }) => action === 'skip' && enabled !== false)
    .filter(
      ({ expression = '' }) => evaluate(compile(parse(expression).expression), context).verdict === true,
    )
    .map(({ ref }) => ref);
  return { before: outcome('before'), after: outcome('after'), matched };
}
