import type { Phase } from '../exceptions';
import type { Rule } from '../rulesets';
import { isTerminating } from './actions';
import { type Cause, certainty, unique } from './cause';
import type { Judgement } from './judge';
import { skipTargets } from './skip-targets';
import type { Effect, Execution, Outcome, Step } from './step';

/** What a walk needs to know about the request and the zone. */
export interface Surroundings {
  /** Whether a rule matches. Only asked for rules that may be reached. */
  readonly judge: (rule: Rule) => Judgement;
  /** The rules of a custom ruleset; `undefined` if they are not known. */
  readonly customRuleset?: (id: string) => readonly Rule[] | undefined;
  /** Earlier rules that skip this phase. */
  readonly skippedBy?: readonly Cause[];
  /** Earlier rules that end the request. */
  readonly endedBy?: readonly Cause[];
}

/** What has been decided about the rest of a phase. */
interface Progress {
  readonly phase: Phase;
  readonly surroundings: Surroundings;
  /** Never changed in place: the steps hold it. */
  endedBy: readonly Cause[];
  phaseOver: readonly Cause[];
  readonly skippedRulesets: Map<string, Cause[]>;
  readonly skippedRules: Map<string, Map<string, Cause[]>>;
}

/**
 * Takes the rules of an entry point in their order, as Cloudflare does, and tells for each what becomes of it. Lazy: what
 * is not asked for is not evaluated.
 *
 * - An action that ends the request keeps everything after it from being reached; `skip`, `log` and `execute` do not.
 * - A skip only counts for what stands after it. `ruleset: current` ends the ruleset that the rule stands in,
 *   `phase: current` the whole phase.
 * - In the managed phase, exceptions name rulesets and rules that later `execute` rules run without.
 * - What a rule of unknown verdict does is not sure, and says so in whatever depends on it.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/skip/options/
 * @see https://developers.cloudflare.com/ruleset-engine/managed-rulesets/create-exception/
 */
export function walk(phase: Phase, rules: readonly Rule[], surroundings: Surroundings): Generator<Step> {
  const progress: Progress = {
    phase,
    surroundings,
    endedBy: surroundings.endedBy ?? [],
    phaseOver: surroundings.skippedBy ?? [],
    skippedRulesets: new Map(),
    skippedRules: new Map(),
  };
  return walkRuleset(rules, [], [], progress);
}

/**
 * @param inside ids of the custom rulesets that are being executed
 * @param needs what would tell whether they are
 */
function* walkRuleset(
  rules: readonly Rule[],
  inside: readonly string[],
  needs: readonly string[],
  progress: Progress,
): Generator<Step> {
  let rulesetOver: readonly Cause[] = [];
  for (const rule of rules) {
    const step = stepOf(rule, inside, needs, joined(progress.phaseOver, rulesetOver), progress);
    yield step;
    const { effect } = step;
    const cause: Cause = { rule, needs: step.effectNeeds };
    if (effect?.kind === 'ends') progress.endedBy = [...progress.endedBy, cause];
    else if (effect?.kind === 'skips') {
      const { isPhaseCurrent, isRulesetCurrent, rulesets, rules: skipped } = effect.targets;
      // Whatever may skip this rule skips what follows it as well: that is no reason for doubt.
      const here: Cause = { rule, needs: unique([...needs, ...step.needs]) };
      if (isPhaseCurrent) {
        const local = inside.length === 0 ? [] : rulesetOver.flatMap((over) => over.needs);
        progress.phaseOver = [...progress.phaseOver, { rule, needs: unique([...here.needs, ...local]) }];
      }
      if (isRulesetCurrent) rulesetOver = [...rulesetOver, here];
      for (const id of rulesets) added(progress.skippedRulesets, id, () => []).push(here);
      for (const [id, ids] of skipped) {
        const ofRuleset = added(progress.skippedRules, id, () => new Map<string, Cause[]>());
        for (const one of ids) added(ofRuleset, one, () => []).push(here);
      }
    } else if (effect?.kind === 'executes' && progress.phase === 'http_request_firewall_custom') {
      const { rulesetId, isKnown } = effect.execution;
      if (!isKnown) {
        // It may end the request, or the phase.
        progress.endedBy = [...progress.endedBy, cause];
        progress.phaseOver = [...progress.phaseOver, cause];
      } else if (!inside.includes(rulesetId)) {
        const executed = progress.surroundings.customRuleset?.(rulesetId) ?? [];
        yield* walkRuleset(executed, [...inside, rulesetId], cause.needs, progress);
      }
    }
  }
}

function stepOf(
  rule: Rule,
  inside: readonly string[],
  needs: readonly string[],
  skippedBy: readonly Cause[],
  progress: Progress,
): Step {
  const { endedBy } = progress;
  const passed = outcomeUnseen(rule, skippedBy, endedBy);
  if (passed !== undefined) return idle(rule, inside, passed, skippedBy, endedBy);
  const judgement = progress.surroundings.judge(rule);
  if (judgement.verdict === false) return idle(rule, inside, 'does not match', skippedBy, endedBy);
  const effect = effectOf(rule, progress);
  const unread =
    effect.kind === 'executes' && !effect.execution.isKnown
      ? [`the rules of ruleset ${effect.execution.rulesetId}`]
      : NONE;
  return {
    rule,
    inside,
    outcome: judgement.verdict === true ? 'matches' : 'unknown',
    needs: judgement.needs,
    skippedBy,
    endedBy,
    effect,
    effectNeeds: unique([
      ...needs,
      ...skippedBy.flatMap((cause) => cause.needs),
      ...judgement.needs,
      ...unread,
    ]),
  };
}

const NONE: readonly string[] = [];

/** A rule that does nothing. Without a spread: this is most of the work of a long list. */
function idle(
  rule: Rule,
  inside: readonly string[],
  outcome: Outcome,
  skippedBy: readonly Cause[],
  endedBy: readonly Cause[],
): Step {
  return { rule, inside, outcome, needs: NONE, skippedBy, endedBy, effect: undefined, effectNeeds: NONE };
}

/** Without a copy where there is nothing to join: most rules decide about nothing. */
function joined(first: readonly Cause[], second: readonly Cause[]): readonly Cause[] {
  return second.length === 0 ? first : [...first, ...second];
}

/** The outcome of a rule that is not evaluated. */
function outcomeUnseen(
  rule: Rule,
  skippedBy: readonly Cause[],
  endedBy: readonly Cause[],
): Outcome | undefined {
  if (certainty(endedBy) === true) return 'not reached';
  if (rule.enabled === false) return 'disabled';
  return certainty(skippedBy) === true ? 'skipped' : undefined;
}

function effectOf(rule: Rule, progress: Progress): Effect {
  const { action = '' } = rule;
  if (action === 'skip') return { kind: 'skips', targets: skipTargets(rule) };
  if (action === 'execute') return { kind: 'executes', execution: executionOf(rule, progress) };
  // Cloudflare takes nothing else in the managed phase.
  const mayEnd = progress.phase === 'http_request_firewall_custom';
  return mayEnd && isTerminating(action) ? { kind: 'ends', action } : { kind: 'none' };
}

function executionOf(rule: Rule, progress: Progress): Execution {
  const id = rule.parameters?.['id'];
  const rulesetId = typeof id === 'string' ? id : '';
  const isManaged = progress.phase === 'http_request_firewall_managed';
  return {
    rulesetId,
    skippedBy: [...(progress.skippedRulesets.get(rulesetId) ?? [])],
    skippedRules: [...(progress.skippedRules.get(rulesetId) ?? [])].map(([ruleId, by]) => ({
      id: ruleId,
      by: [...by],
    })),
    isKnown: isManaged || progress.surroundings.customRuleset?.(rulesetId) !== undefined,
  };
}

function added<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
