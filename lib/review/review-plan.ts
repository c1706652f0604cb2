import { jsonText } from '../errors';
import { checkedPhase, CUSTOM_PHASE, CUSTOM_RULES_BY_PLAN, isPlan } from '../cloudflare';
import { EXPIRY_WARNING_DAYS, readRuleDescription } from '../exceptions';
import { lint } from '../lint';
import { type WorkLeft } from '../rules-language';
import { isManagedByUs } from '../rulesets';
import { clauseDiff, parsed } from './changes/clauses';
import { fieldChanges } from './changes/field-changes';
import { phaseMove } from './changes/phase-moves';
import { type RuleChange, ruleChanges } from './changes/rule-changes';
import { digestOf } from './digest';
import { listReviews } from './list-reviews';
import { combined, isWidening, SAME, undecidedBecause, type Verdict } from './meaning/verdict';
import { isInert, protectionTouched } from './meaning/other-resources';
import type { EntryPointChange, Plan, PlannedZone } from './plan/plan';
import type { PlanSources } from './plan/plan-sources';
import type { PlannedRule } from './plan/planned-rule';
import { readPlan } from './plan/read-plan';
import { requestRows } from './request-rows';
import type {
  EntryPointReview,
  ExpiringException,
  ListReview,
  OtherReview,
  Review,
  ReviewedFinding,
  RuleReview,
  ZoneReview,
} from './review';
import { entryPointWords } from './words/entry-point';
import { lastDayOf } from './words/end';
import { findingWords, holdBacktick } from './words/finding';
import { openingOf } from './words/opening';
import { requestWords } from './words/requests';
import { ruleWords } from './words/rule';
import { type ComparedEntryPoint, zoneComparisons, type ZoneComparison } from './zone-comparison';

const DAY_MS = 86_400_000;

/**
 * Rules for which requests are tried: each takes some dozens of them through all rules of the zone. In a zone with more
 * rules there are fewer.
 */
const MAX_TABLES = 40;
const MAX_TABLE_WORK = 16_000;

/** Work for all questions of a plan, after which the answer is that it could not be decided: some seconds. */
const MAX_WORK = 6_000_000;

/** A plan in JSON, and what messages call it. */
export interface PlanSource {
  readonly name: string;
  readonly content: unknown;
  /** The configuration in the plan file, as `readPlanSources` gives it: it has what the JSON leaves out. */
  readonly sources?: PlanSources | undefined;
}

export interface ReviewOptions {
  /** The plan of the target branch: changes that it makes as well are not new. */
  readonly base?: PlanSource;
  /** Milliseconds since 1970 from which the end of an exception is judged. @default - the present */
  readonly nowMs?: number;
}

/**
 * Describes what a Terraform plan does to the WAF: from the output of `terraform show -json <plan file>`, which holds the
 * live rules and the planned ones.
 *
 * @throws InputError `review/plan` or `review/incomplete`
 */
export function reviewPlan(source: PlanSource, { base, nowMs = Date.now() }: ReviewOptions = {}): Review {
  const plan = readPlan(source.name, source.content, source.sources);
  const onBase = base === undefined ? new Set<string>() : changeKeys(readPlan(base.name, base.content));
  const work = { left: MAX_WORK };
  const comparisons = zoneComparisons(plan, nowMs, work);
  const lists = listReviews(plan, comparisons, work);
  const others = plan.others.map((change): OtherReview => {
    const { address, action, changes } = change;
    return { address, action, isInert: isInert(change), changes, touches: protectionTouched(change) };
  });
  const tables = { left: MAX_TABLES, work: MAX_TABLE_WORK };
  const zones = comparisons.map((comparison) =>
    zoneReview(comparison, { plan, onBase, nowMs, tables, work }),
  );
  return {
    digest: digestOf(plan),
    isEmpty: plan.isEmpty,
    executions: plan.executions,
    verdict: combined([
      ...comparisons.map(({ verdict }) => verdict),
      ...lists.map(verdictOfList),
      ...others.map(verdictOfOther),
      ...zones.flatMap(({ entryPoints }) => entryPoints.map(verdictOfCount)),
    ]),
    zones,
    lists,
    others,
    expiring: expiringIn(plan, nowMs),
  };
}

/** What every part of a review looks at. */
interface Surroundings {
  readonly plan: Plan;
  readonly onBase: ReadonlySet<string>;
  readonly nowMs: number;
  /** Request tables that may still be made, and rules that they may still try a request on. */
  readonly tables: { left: number; work: number };
  /** What is left for the questions of the plan. */
  readonly work: WorkLeft;
}

/** A list that no rule of the plan names may be one of rules elsewhere. */
function verdictOfList({ action, verdict }: ListReview): Verdict {
  if (verdict !== undefined || action === 'create' || action === 'release') return verdict ?? SAME;
  return undecidedBecause('a list changes that no rule of this plan names, and others may name it');
}

function verdictOfOther({ address, touches }: Review['others'][number]): Verdict {
  if (touches === undefined) return SAME;
  return undecidedBecause(`a resource that is not compared changes, and ${touches}`, [address]);
}

/** A deploy that Cloudflare refuses leaves the zone as it is, whatever the rules mean. Fewer rules it never refuses. */
function verdictOfCount({ quota: { before, after, limit } }: EntryPointReview): Verdict {
  if (limit === undefined || after === undefined || after <= limit || after <= before) return SAME;
  return undecidedBecause(
    `the plan of the zone allows ${limit} custom rules, and with ${after} Cloudflare may refuse the deploy`,
  );
}

function zoneReview(comparison: ZoneComparison, surroundings: Surroundings): ZoneReview {
  const zone = surroundings.plan.zones.find(({ id }) => id === comparison.zoneId);
  return {
    id: comparison.zoneId,
    name: zone?.name,
    verdict: comparison.verdict,
    entryPoints: comparison.entryPoints.map((one) => entryPointReview(one, comparison, zone, surroundings)),
  };
}

function entryPointReview(
  { change, changes, untouched }: ComparedEntryPoint,
  comparison: ZoneComparison,
  zone: PlannedZone | undefined,
  surroundings: Surroundings,
): EntryPointReview {
  const findings = changes.length === 0 ? [] : lintFindings(change, zone, surroundings.nowMs);
  return {
    address: change.address,
    phase: change.phase,
    action: change.action,
    isAdopted: change.isAdopted,
    ...entryPointWords(change, changes, untouched),
    changes: changes.map((one) => ruleReview(one, change, comparison, findings, surroundings)),
    untouched,
    quota: {
      before: change.before.length,
      after: change.isUnknown ? undefined : change.after.length,
      limit: limitOf(change, zone),
    },
  };
}

function ruleReview(
  change: RuleChange,
  entryPoint: EntryPointChange,
  comparison: ZoneComparison,
  findings: readonly ReviewedFinding[],
  { plan, onBase, nowMs, tables, work }: Surroundings,
): RuleReview {
  const { address, phase } = entryPoint;
  const { before, after } = comparison;
  const isSkip = [change.before, change.after].some((one) => one?.rule.action === 'skip');
  const move = phaseMove(change, entryPoint, plan);
  // What moves to the other phase is compared with what it was there.
  const compared = move?.kind === 'from' ? { ...change, before: move.was } : change;
  const verdict = isSkip ? comparison.verdictOfRule(compared) : undefined;
  const isDescribedThere = move?.kind === 'to' && move.was === undefined;
  const isStill = change.kind === 'removed' && verdict?.kind === 'same';
  const words = ruleWords(
    change,
    { phase, managed: before.zone.managed, nowMs },
    { phase, managed: after.zone.managed, nowMs },
    {
      stillSkippedBy: isStill ? comparison.stillSkippedBy(change) : [],
      skipsNothing: verdict?.kind === 'same' && comparison.skipsNothing(change),
      move,
      isDescribedThere,
    },
  );
  const { kind, ref, namespace, isException, from, to } = change;
  const description = (change.after ?? change.before)?.rule.description ?? '';
  const { owner, ticket } = readRuleDescription(description);
  // Of a rule that is not known, no request shows what it does.
  const isKnown = change.after === undefined || change.after.unknown.length === 0;
  const isTried = isSkip && isKnown && kind !== 'moved' && !isDescribedThere;
  const hasTable = isTried && tables.left > 0 && tables.work > 0;
  if (hasTable) {
    tables.left -= 1;
    tables.work -= before.zone.custom.length + after.zone.custom.length;
  }
  return {
    kind,
    ref,
    namespace,
    isException,
    isDescribedThere,
    from,
    to,
    ...words,
    description,
    owner: isException ? owner : undefined,
    ticket: isException ? ticket : undefined,
    fields: fieldChanges(change),
    clauses: clausesOf(change),
    expression: { before: change.before?.rule.expression, after: change.after?.rule.expression },
    skips: after.skipping.find(({ rule }) => rule === change.after?.rule)?.protections ?? [],
    verdict,
    opens: isWidening(verdict) && change.after !== undefined ? openingOf(change.after.rule) : undefined,
    requests: hasTable ? requestRows(change, comparison, verdict, { nowMs, work }) : [],
    findings: isJudged(change) ? findings.filter(({ rule }) => rule !== undefined && rule === to) : [],
    isOnBase: onBase.has(keyOf(address, change)),
  };
}

/** Another place changes nothing that lint reads, and what only the apply shows cannot be read. */
function isJudged({ kind, after }: RuleChange): boolean {
  return kind !== 'moved' && after?.unknown.length === 0 && after.rule.expression !== '';
}

function clausesOf({ before, after }: RuleChange): RuleReview['clauses'] {
  if (before === undefined || after === undefined) return undefined;
  if (before.rule.expression === after.rule.expression) return undefined;
  return clauseDiff(before.rule.expression, after.rule.expression);
}

/** What lint says of the rules after the plan; what the text is worth, not whether the plan changes it. */
function lintFindings(
  { phase, kind, after }: EntryPointChange,
  zone: PlannedZone | undefined,
  nowMs: number,
): readonly ReviewedFinding[] {
  const rules = after.map(({ rule }) => rule);
  const list = { phase: checkedPhase(phase), kind, zoneName: zone?.name, isWhole: true, rules };
  const hasBacktick = holdBacktick(rules, zone?.name);
  return lint(list, nowMs)
    .filter(({ severity }) => severity !== 'info')
    .map((finding) => ({ ...finding, words: findingWords(finding, hasBacktick) }));
}

function limitOf({ phase }: EntryPointChange, zone: PlannedZone | undefined): number | undefined {
  return phase === CUSTOM_PHASE && isPlan(zone?.plan) ? CUSTOM_RULES_BY_PLAN[zone.plan] : undefined;
}

function changeKeys({ entryPoints }: Plan): ReadonlySet<string> {
  return new Set(
    entryPoints.flatMap(({ address, before, after }) =>
      ruleChanges(before, after).changes.map((change) => keyOf(address, change)),
    ),
  );
}

/** Two plans with the same key make the same change to the same rule. */
function keyOf(address: string, { kind, ref, after }: RuleChange): string {
  return jsonText([address, kind, ref, after?.content]);
}

function expiringIn({ entryPoints }: Plan, nowMs: number): readonly ExpiringException[] {
  return entryPoints
    .flatMap(({ after }) => after.map((rule) => expiring(rule, nowMs)))
    .filter((one) => one !== undefined)
    .sort((a, b) => a.daysLeft - b.daysLeft);
}

function expiring({ ref, rule }: PlannedRule, nowMs: number): ExpiringException | undefined {
  if (!isManagedByUs(rule) || rule.action !== 'skip') return undefined;
  const expression = parsed(rule.expression);
  const end = expression === undefined ? undefined : requestWords(expression).end;
  if (end === undefined || end > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  const daysLeft = Math.ceil((Number(end) * 1000 - nowMs) / DAY_MS);
  if (daysLeft > EXPIRY_WARNING_DAYS) return undefined;
  return { ref, lastDay: lastDayOf(end), daysLeft, owner: readRuleDescription(rule.description ?? '').owner };
}
