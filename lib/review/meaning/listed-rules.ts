import { isMitigating } from '../../cloudflare';
import { and, difference, fields, type SampleRequest, type WorkLeft } from '../../rules-language';
import { objectOf, type Rule, textOf } from '../../rulesets';
import { certainty, ruleLabel, trace } from '../../trace';
import { parsed } from '../changes/clauses';
import type { PlannedRuleset } from '../plan/plan';
import type { PlannedRule } from '../plan/planned-rule';
import { type Condition, conditionOf, listsIn } from './condition';
import type { ListMeaning } from './list-contents';
import { SAME, undecidedBecause, type Verdict } from './verdict';
import { withoutPresent } from './witness-time';
import type { ZoneMeaning } from './zone-meaning';

const NOT_COMPARED =
  'a list changes that a rule names which is no skip rule, and what that does to requests is not compared';

/** Rules that are on and name a list before or after a plan, each once. */
export function rulesNaming(name: string, rulesets: readonly PlannedRuleset[]): readonly PlannedRule[] {
  return rulesets.flatMap(({ before, after }) => {
    const now = after.filter((rule) => names(rule, name));
    const gone = before.filter((rule) => names(rule, name) && !now.some(({ ref }) => ref === rule.ref));
    return [...now, ...gone];
  });
}

function names({ rule, content }: PlannedRule, list: string): boolean {
  if (rule.enabled === false) return false;
  const counting = textOf(objectOf(content['ratelimit'])['counting_expression']);
  return [rule.expression, counting].some((text) => text !== undefined && isIn(list, text));
}

function isIn(list: string, text: string): boolean {
  if (!text.includes(`$${list}`)) return false;
  const expression = parsed(text);
  // A text that cannot be read may mean the list.
  return expression === undefined || listsIn(expression).includes(list);
}

/** Whether a rule names any list at all. */
export function namesLists({ rule, content }: PlannedRule): boolean {
  const counting = textOf(objectOf(content['ratelimit'])['counting_expression']) ?? '';
  return rule.enabled !== false && (rule.expression.includes('$') || counting.includes('$'));
}

/** What a changed list does to a rule that the review does not see in its place, such as one of a custom ruleset. */
export function listedElsewhere(
  { rule }: PlannedRule,
  before: ListMeaning,
  after: ListMeaning,
  work: WorkLeft,
): Verdict {
  return isSame(conditionOf(rule, before), conditionOf(rule, after), work)
    ? SAME
    : undecidedBecause(NOT_COMPARED);
}

/**
 * What it does to requests that lists change which a rule names, where the rule stays as it is and is no skip rule: the
 * same where the lists mean the same to it, wider where a request was stopped by it and now passes.
 */
export function listedVerdict(
  { rule, content }: PlannedRule,
  { before, after, isCustom }: { before: ZoneMeaning; after: ZoneMeaning; isCustom: boolean },
  { nowMs, work }: { nowMs: number; work: WorkLeft },
): Verdict {
  const counting = textOf(objectOf(content['ratelimit'])['counting_expression']);
  const counted =
    counting === undefined
      ? SAME
      : compared({ expression: counting }, before, after, { nowMs, work }).verdict;
  if (counted !== SAME) return counted;
  const { verdict, exempt, isOnlyLess } = compared(rule, before, after, { nowMs, work });
  const isStopping = isCustom && isMitigating(rule.action ?? '');
  if (!isStopping || exempt === undefined || !passesNow(exempt, before, after, nowMs)) return verdict;
  return {
    kind: 'wider',
    witness: {
      request: withoutPresent(exempt, nowMs),
      skips: [`end:${rule.ref ?? ''}`],
      endedBy: ruleLabel(rule),
      passesCustomRules: true,
    },
    undecided: isOnlyLess === true ? undefined : verdict.undecided,
  };
}

/** The rule with the lists before and after, and a request that only matched before. */
function compared(
  rule: Rule,
  before: ZoneMeaning,
  after: ZoneMeaning,
  { nowMs, work }: { nowMs: number; work: WorkLeft },
): { readonly verdict: Verdict; readonly exempt?: SampleRequest; readonly isOnlyLess?: boolean } {
  const was = conditionOf(rule, before.lists);
  const now = conditionOf(rule, after.lists);
  if (isSame(was, now, work)) return { verdict: SAME };
  if (was.expression === undefined || now.expression === undefined) {
    return { verdict: undecidedBecause(was.problem ?? now.problem ?? '') };
  }
  // Requests that can still come.
  const present = fields.receivedAtSeconds.ge(Math.floor(nowMs / 1000));
  const lost = difference({ anyOf: [and(was.expression, present)], noneOf: [now.expression], work });
  const verdict = undecidedBecause(NOT_COMPARED);
  if (lost.kind !== 'some') return { verdict };
  const won = difference({ anyOf: [and(now.expression, present)], noneOf: [was.expression], work });
  return { verdict, exempt: lost.request, isOnlyLess: won.kind === 'none' };
}

/** Whether both are proven to match the same requests. */
function isSame(one: Condition, other: Condition, work: WorkLeft): boolean {
  if (one.text === other.text) return true;
  if (one.expression === undefined || other.expression === undefined) return false;
  const left = [one.expression];
  const right = [other.expression];
  return (
    difference({ anyOf: left, noneOf: right, work }).kind === 'none' &&
    difference({ anyOf: right, noneOf: left, work }).kind === 'none'
  );
}

/** Whether a custom rule ended the request for sure before, and none does after. */
function passesNow(request: SampleRequest, before: ZoneMeaning, after: ZoneMeaning, nowMs: number): boolean {
  const endsIn = ({ zone, lists }: ZoneMeaning) =>
    trace(
      { ...zone, isManagedWhole: zone.isManagedKnown, lists: lists.contents },
      { time: new Date(nowMs), ...request },
    ).ends;
  return certainty(endsIn(before)) === true && endsIn(after).length === 0;
}
