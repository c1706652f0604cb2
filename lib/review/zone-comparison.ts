import type { Rule } from '../rulesets';
import { fieldChanges } from './changes/field-changes';
import { type RuleChange, type RuleChanges, ruleChanges } from './changes/rule-changes';
import { Gains } from './meaning/gains';
import { listMeaning } from './meaning/list-contents';
import { listedVerdict, namesLists } from './meaning/listed-rules';
import type { Protection } from './meaning/protection';
import { combined, SAME, undecidedBecause, type Verdict, verdictOf } from './meaning/verdict';
import { meaningOf, singleRules, type Skipping, type ZoneMeaning } from './meaning/zone-meaning';
import type { EntryPointChange, Plan } from './plan/plan';
import type { PlannedRule } from './plan/planned-rule';

const CUSTOM_PHASE = 'http_request_firewall_custom';
const MANAGED_PHASE = 'http_request_firewall_managed';

/** One zone before and after a plan. */
export interface ZoneComparison {
  readonly zoneId: string;
  readonly entryPoints: readonly ComparedEntryPoint[];
  readonly before: ZoneMeaning;
  readonly after: ZoneMeaning;
  /** Of all changes together. */
  readonly verdict: Verdict;
  /** Of the rule that changes, in the midst of all others. */
  readonly verdictOfRule: (change: RuleChange) => Verdict;
  /** Of these skip rules, in the midst of all others, before and after. */
  readonly verdictOfSkipping: (before: readonly Skipping[], after: readonly Skipping[]) => Verdict;
  /** Of what lists change for rules that stay as they are and are no skip rules, by the rule after the plan. */
  readonly listed: ReadonlyMap<PlannedRule, Verdict>;
}

export interface ComparedEntryPoint extends RuleChanges {
  readonly change: EntryPointChange;
}

export function zoneComparisons(plan: Plan, nowMs: number): readonly ZoneComparison[] {
  const zoneIds = [...new Set(plan.entryPoints.map(({ zoneId }) => zoneId))];
  return zoneIds.map((zoneId) => {
    const own = plan.entryPoints.filter((change) => change.zoneId === zoneId);
    const before = meaningAt('before', own, plan);
    const after = meaningAt('after', own, plan);
    const gained = new Gains(before, after, nowMs);
    const lost = new Gains(after, before, nowMs);
    const entryPoints = own.map((change): ComparedEntryPoint => ({ change, ...changesOf(change) }));
    const single = singleRules(before.zone, after.zone);
    const touched = [
      ...new Set([before, after].flatMap(({ skipping }) => skipping.flatMap((one) => one.protections))),
    ];
    const whole = verdictOf({ gained, lost, touched: [...touched, ...single] });
    const listed = new Map(
      entryPoints.flatMap(({ change, changes }) =>
        stayingRules(change, changes)
          .filter((one) => one.rule.action !== 'skip' && namesLists(one))
          .map((one) => {
            const isCustom = change.phase === CUSTOM_PHASE;
            return [one, listedVerdict(one, { before, after, isCustom }, nowMs)] as const;
          }),
      ),
    );
    return {
      zoneId,
      entryPoints,
      before,
      after,
      listed,
      verdict: combined([...entryPoints.map(verdictBeyondSkips), whole, ...listed.values()]),
      verdictOfRule: (change) => {
        if (isUnknown(change.after)) return undecidedOf([change.after]);
        return verdictOf({
          gained,
          lost,
          touched: [...touchedBy(change, [before, after]), ...single],
          only: { before: ruleOf(change.before), after: ruleOf(change.after) },
        });
      },
      verdictOfSkipping: (old, next) =>
        verdictOf({
          gained,
          lost,
          touched: [...old, ...next].flatMap(({ protections }) => protections),
          only: { before: old.map(({ rule }) => rule), after: next.map(({ rule }) => rule) },
        }),
    };
  });
}

function meaningAt(
  time: 'before' | 'after',
  entryPoints: readonly EntryPointChange[],
  { lists, others }: Plan,
): ZoneMeaning {
  const rulesOf = (phase: string) =>
    entryPoints.filter((one) => one.phase === phase).flatMap((one): readonly PlannedRule[] => one[time]);
  return meaningOf(
    {
      custom: rulesOf(CUSTOM_PHASE).map(({ rule }) => rule),
      managed: rulesOf(MANAGED_PHASE).map(({ rule }) => rule),
    },
    listMeaning(time, lists, others),
  );
}

/** Of an entry point whose rules only the apply tells, nothing can be said rule by rule. */
function changesOf({ before, after, isUnknown }: EntryPointChange): RuleChanges {
  return isUnknown ? { changes: [], untouched: { exceptions: 0, foreign: 0 } } : ruleChanges(before, after);
}

/** Rules that the plan leaves as they are, or only moves. */
function stayingRules(
  { after, isUnknown }: EntryPointChange,
  changes: readonly RuleChange[],
): readonly PlannedRule[] {
  if (isUnknown) return [];
  const changed = new Set(changes.filter(({ kind }) => kind !== 'moved').map((change) => change.after));
  return after.filter((rule) => !changed.has(rule));
}

/** What the skip rules alone do not show. */
function verdictBeyondSkips({ change, changes }: ComparedEntryPoint): Verdict {
  if (change.isUnknown) return undecidedBecause('the rules are not known before the apply');
  const unknown = change.after.filter(isUnknown);
  if (unknown.length > 0) return undecidedOf(unknown);
  if (change.action === 'replace' && change.before.length > 0) {
    return undecidedBecause(
      'between deletion and creation there are no rules, and what that does is not compared',
    );
  }
  return changes.some(isBeyondSkips)
    ? undecidedBecause('a rule that is no skip rule changes, and what that does to requests is not compared')
    : SAME;
}

/** What a rule does is not known as long as one attribute that decides it is not. */
function undecidedOf(unknown: readonly PlannedRule[]): Verdict {
  const parts = unknown.flatMap(({ ref, unknown: attributes }) =>
    attributes.map((one) => `${one} of ${ref}`),
  );
  return undecidedBecause('what a rule does is known only after the apply', parts);
}

/** A text for people, or another place, changes what no request meets: skip rules that gain by a place are compared. */
function isBeyondSkips(change: RuleChange): boolean {
  const { kind, before, after } = change;
  if (kind === 'moved' || [before, after].every((one) => one === undefined || one.rule.action === 'skip')) {
    return false;
  }
  return (
    kind !== 'changed' || fieldChanges(change).some(({ field }) => !/^(?:description|logging)\b/.test(field))
  );
}

function isUnknown(rule: PlannedRule | undefined): rule is PlannedRule {
  return rule !== undefined && rule.unknown.length > 0 && rule.rule.enabled !== false;
}

function ruleOf(planned: PlannedRule | undefined): readonly Rule[] {
  return planned === undefined ? [] : [planned.rule];
}

/** What the rule takes away before or after. */
function touchedBy({ before, after }: RuleChange, meanings: readonly ZoneMeaning[]): readonly Protection[] {
  const rules = [before?.rule, after?.rule];
  return meanings.flatMap(({ skipping }) =>
    skipping.filter(({ rule }) => rules.includes(rule)).flatMap(({ protections }) => protections),
  );
}
