import { jsonText } from '../errors';
import { CUSTOM_PHASE, MANAGED_PHASE, isPlan } from '../cloudflare';
import { type WorkLeft } from '../rules-language';
import { executed, type Rule, withDefaultRuleset } from '../rulesets';
import { fieldChanges } from './changes/field-changes';
import { type RuleChange, type RuleChanges, ruleChanges } from './changes/rule-changes';
import { Gains } from './meaning/gains';
import { listMeaning } from './meaning/list-contents';
import { listedVerdict, namesLists } from './meaning/listed-rules';
import { executedAround, type Protection, separate } from './meaning/protection';
import { combined, SAME, undecidedBecause, type Verdict, verdictOf } from './meaning/verdict';
import { meaningOf, singleRules, type Skipping, type ZoneMeaning } from './meaning/zone-meaning';
import { withoutNulls } from './plan/content';
import type { EntryPointChange, Plan } from './plan/plan';
import type { PlannedRule } from './plan/planned-rule';

const NOT_COMPARED = 'a rule that is no skip rule changes, and what that does to requests is not compared';

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
  /** Rules because of which requests still skip what a skip rule skipped that goes; empty where some no longer do. */
  readonly stillSkippedBy: (change: RuleChange) => readonly Rule[];
  /** Whether a skip rule is there after the plan of which no rule executes what it skips. */
  readonly skipsNothing: (change: RuleChange) => boolean;
  /** Of these skip rules, in the midst of all others, before and after. */
  readonly verdictOfSkipping: (before: readonly Skipping[], after: readonly Skipping[]) => Verdict;
  /** Of what lists change for rules that stay as they are and are no skip rules, by the rule after the plan. */
  readonly listed: ReadonlyMap<PlannedRule, Verdict>;
}

export interface ComparedEntryPoint extends RuleChanges {
  readonly change: EntryPointChange;
}

/** @param work what is left for all questions of the plan */
export function zoneComparisons(plan: Plan, nowMs: number, work: WorkLeft): readonly ZoneComparison[] {
  const zoneIds = [...new Set(plan.entryPoints.map(({ zoneId }) => zoneId))];
  return zoneIds.map((zoneId) => {
    const own = plan.entryPoints.filter((change) => change.zoneId === zoneId);
    const before = meaningAt('before', own, zoneId, plan);
    const after = meaningAt('after', own, zoneId, plan);
    const gained = new Gains(before, after, nowMs, work);
    const lost = new Gains(after, before, nowMs, work);
    const entryPoints = own.map((change): ComparedEntryPoint => ({ change, ...changesOf(change) }));
    const single = singleRules(before.zone, after.zone);
    const touched = [
      ...new Set([before, after].flatMap(({ skipping }) => skipping.flatMap((one) => one.protections))),
    ];
    const running = [...before.managed, ...after.managed].map(({ rulesetId }) => `ruleset:${rulesetId}`);
    const whole = verdictOf({ gained, lost, touched: [...touched, ...single, ...running] });
    const listed = new Map(
      entryPoints.flatMap(({ change, changes }) =>
        stayingRules(change, changes)
          .filter((one) => !isComparedIn(change.phase, one) && namesLists(one))
          .map((one) => {
            const isCustom = change.phase === CUSTOM_PHASE;
            return [one, listedVerdict(one, { before, after, isCustom }, { nowMs, work })] as const;
          }),
      ),
    );
    return {
      zoneId,
      entryPoints,
      before,
      after,
      listed,
      verdict: combined([
        ...entryPoints.map(verdictBeyondSkips),
        verdictOfExecution(before, after),
        whole,
        ...listed.values(),
      ]),
      verdictOfRule: (change) => {
        if (isUnknown(change.after)) return undecidedOf([change.after]);
        return verdictOf({
          gained,
          lost,
          touched: [...touchedBy(change, [before, after]), ...single],
          only: { before: ruleOf(change.before), after: ruleOf(change.after) },
        });
      },
      stillSkippedBy: ({ before: old }) =>
        old === undefined ? [] : lost.coveredBy(skippedIn(before, old.rule), old.rule),
      skipsNothing: ({ after: now }) =>
        now !== undefined && gained.skipsNothing(protectionsOf(now.rule, after), now.rule),
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
  zoneId: string,
  { lists, others, managedRules, zones }: Plan,
): ZoneMeaning {
  const rulesOf = (phase: string) =>
    entryPoints.filter((one) => one.phase === phase).flatMap((one): readonly PlannedRule[] => one[time]);
  const isPlanned = entryPoints.some(({ phase }) => phase === MANAGED_PHASE);
  const read = isPlanned ? undefined : managedRules.get(zoneId);
  const isManagedKnown = isPlanned || read !== undefined;
  const managed = (read ?? rulesOf(MANAGED_PHASE)).map(({ rule }) => rule);
  const legacyId = zones.find(({ id }) => id === zoneId)?.plan;
  const zonePlan = isPlan(legacyId) ? legacyId : undefined;
  return meaningOf(
    {
      custom: rulesOf(CUSTOM_PHASE).map(({ rule }) => rule),
      managed: isManagedKnown ? withDefaultRuleset(managed, zonePlan) : managed,
      isManagedKnown,
      plan: zonePlan,
    },
    listMeaning(time, lists, others),
  );
}

/** If the rules of an entry point are known only after the apply, nothing can be said rule by rule. */
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
  return changes.some((one) => isBeyondSkips(one, change.phase)) ? undecidedBecause(NOT_COMPARED) : SAME;
}

/** Whether managed rulesets run in the same way, for whichever requests they do. */
function verdictOfExecution(before: ZoneMeaning, after: ZoneMeaning): Verdict {
  const ways = ({ managed }: ZoneMeaning, id: string) =>
    [
      ...new Set(
        managed
          .filter(({ rulesetId }) => rulesetId === id)
          .map(({ rule }) => jsonText(withoutNulls(rule.parameters))),
      ),
    ].sort();
  const isSame = [...new Set(before.managed.map(({ rulesetId }) => rulesetId))].every((id) => {
    const was = ways(before, id);
    const now = ways(after, id);
    if (now.length === 0) return true;
    if (jsonText(was) !== jsonText(now)) return false;
    return was.length === 1 || placesOf(before, id) === placesOf(after, id);
  });
  const isSplit = [before, after].some(({ zone }) => executedAround(zone.managed).length > 0);
  return isSame && !(isSplit && placesOf(before) !== placesOf(after)) ? SAME : undecidedBecause(NOT_COMPARED);
}

/** For which requests each rule runs a ruleset, and in which order the exceptions come between them. */
function placesOf({ zone, managed, skipping }: ZoneMeaning, id?: string): string {
  const conditions = new Map([...managed, ...skipping].map(({ rule, condition }) => [rule, condition.text]));
  return jsonText(
    zone.managed
      .filter(
        (rule) =>
          conditions.has(rule) && (id === undefined || rule.action === 'skip' || executed(rule) === id),
      )
      .map((rule) => [conditions.get(rule), rule.action, withoutNulls(rule.parameters)]),
  );
}

/** Rules whose effect on requests is compared: skip rules, and what runs managed rulesets. */
function isComparedIn(phase: string, { rule }: PlannedRule): boolean {
  return rule.action === 'skip' || (phase === MANAGED_PHASE && executed(rule) !== undefined);
}

/** What a rule does is not known as long as one attribute that decides it is not. */
function undecidedOf(unknown: readonly PlannedRule[]): Verdict {
  const parts = unknown.flatMap(({ ref, unknown: attributes }) =>
    attributes.map((one) => `${one} of ${ref}`),
  );
  return undecidedBecause('what a rule does is known only after the apply', parts);
}

/** A text for people, or another place, changes what no request meets: skip rules that gain by a place are compared. */
function isBeyondSkips(change: RuleChange, phase: string): boolean {
  const { kind, before, after } = change;
  if (kind === 'moved' || [before, after].every((one) => one === undefined || isComparedIn(phase, one))) {
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
  return meanings.flatMap((meaning) => rules.flatMap((rule) => protectionsOf(rule, meaning)));
}

/** The same, each that can be looked at by itself. */
function skippedIn(meaning: ZoneMeaning, rule: Rule): readonly Protection[] {
  return separate(protectionsOf(rule, meaning), meaning.deployed, meaning.zone.isManagedKnown);
}

function protectionsOf(rule: Rule | undefined, { skipping }: ZoneMeaning): readonly Protection[] {
  return skipping.filter((one) => one.rule === rule).flatMap(({ protections }) => protections);
}
