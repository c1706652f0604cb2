import { CUSTOM_PHASE, isMitigating, MANAGED_PHASE } from '../cloudflare';
import type { ExceptionPhase } from '../exceptions';
import { type Rule, unreadable } from '../rulesets';
import { type Cause, certainty, unique } from './cause';
import type { Judge, Judgement } from './judge';
import { skipTargets } from './skip-targets';
import type { Effect, Execution, Outcome, Step } from './step';

/** What a walk needs to know about the request and the zone. */
export interface Surroundings {
  /** Tells which rules of a list match. Only asked about rules that may be reached. */
  readonly judgeOf: (rules: readonly Rule[]) => Judge;
  /** The rules of a custom ruleset; `undefined` if they are not known. */
  readonly customRuleset?: (id: string) => readonly Rule[] | undefined;
  /** Earlier rules that skip this phase. */
  readonly skippedBy?: readonly Cause[];
  /** Earlier rules that end the request. */
  readonly endedBy?: readonly Cause[];
}

/** Receives the outcome of each rule, in order. */
export interface Visitor {
  /** Of a rule that matches, or of which that is not known; `'stop'` ends the walk. */
  readonly acts: (step: Step) => 'stop' | undefined;
  /** Of any other rule. @default - none: no step is made for them, and in a long list nearly all are such */
  readonly idles?: (step: Step) => void;
}

/** What has been decided about the rest of a phase. */
interface Progress {
  readonly phase: ExceptionPhase;
  readonly surroundings: Surroundings;
  readonly visitor: Visitor;
  /** Never changed in place: the steps hold it. */
  endedBy: readonly Cause[];
  phaseOver: readonly Cause[];
  readonly skippedRulesets: Map<string, Cause[]>;
  readonly skippedRules: Map<string, Map<string, Cause[]>>;
}

/** Where a ruleset stands that is being executed. */
interface Place {
  /** Ids of the custom rulesets around its rules, its own included. */
  readonly inside: readonly string[];
  /** What would tell whether they are executed. */
  readonly needs: readonly string[];
}

const NONE: readonly never[] = [];
const ENTRY_POINT: Place = { inside: NONE, needs: NONE };

/**
 * Takes the rules of an entry point in order, as Cloudflare does, and reports the outcome of each.
 *
 * - An action that ends the request keeps everything after it from being reached; `skip`, `log` and `execute` do not.
 * - A skip only counts for what is after it. `ruleset: current` ends the ruleset that the rule is in,
 *   `phase: current` the whole phase.
 * - In the managed phase, exceptions name rulesets and rules that later `execute` rules run without.
 * - What a rule of unknown verdict does is not sure, and says so in whatever depends on it.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/skip/options/
 * @see https://developers.cloudflare.com/ruleset-engine/managed-rulesets/create-exception/
 */
export function walk(
  phase: ExceptionPhase,
  rules: readonly Rule[],
  surroundings: Surroundings,
  visitor: Visitor,
): void {
  const progress: Progress = {
    phase,
    surroundings,
    visitor,
    endedBy: surroundings.endedBy ?? NONE,
    phaseOver: surroundings.skippedBy ?? NONE,
    skippedRulesets: new Map(),
    skippedRules: new Map(),
  };
  walkRuleset(rules, ENTRY_POINT, progress);
}

function walkRuleset(rules: readonly Rule[], place: Place, progress: Progress): 'stop' | undefined {
  const judge = progress.surroundings.judgeOf(rules);
  const { acts, idles } = progress.visitor;
  let rulesetOver: readonly Cause[] = NONE;
  let standing = standingOf(rulesetOver, progress);
  for (const rule of rules) {
    let outcome = unseen(rule, standing);
    if (outcome === undefined) {
      const judgement = judge(rule);
      if (judgement.verdict !== false) {
        const step = stepOf(rule, judgement, place, standing, progress);
        if (acts(step) === 'stop') return 'stop';
        rulesetOver = withSkip(step, rulesetOver, progress);
        if (follow(step, progress) === 'stop') return 'stop';
        standing = standingOf(rulesetOver, progress);
        continue;
      }
      outcome = 'does not match';
    }
    idles?.(idle(rule, outcome, place, standing));
  }
  return undefined;
}

/** What earlier rules have decided about the next one. */
interface Standing {
  readonly skippedBy: readonly Cause[];
  readonly endedBy: readonly Cause[];
  readonly isSkipped: boolean;
  readonly isEnded: boolean;
}

function standingOf(rulesetOver: readonly Cause[], { phaseOver, endedBy }: Progress): Standing {
  const skippedBy = rulesetOver.length === 0 ? phaseOver : [...phaseOver, ...rulesetOver];
  return {
    skippedBy,
    endedBy,
    isSkipped: certainty(skippedBy) === true,
    isEnded: certainty(endedBy) === true,
  };
}

/** The outcome of a rule that is not evaluated. */
function unseen(rule: Rule, { isSkipped, isEnded }: Standing): Outcome | undefined {
  if (isEnded) return 'not reached';
  if (rule.enabled === false) return 'disabled';
  return isSkipped ? 'skipped' : undefined;
}

function idle(rule: Rule, outcome: Outcome, place: Place, { skippedBy, endedBy }: Standing): Step {
  return {
    rule,
    inside: place.inside,
    insideNeeds: place.needs,
    outcome,
    needs: NONE,
    skippedBy,
    endedBy,
    effect: undefined,
    effectNeeds: NONE,
  };
}

function stepOf(
  rule: Rule,
  { verdict, needs }: Judgement,
  place: Place,
  { skippedBy, endedBy }: Standing,
  progress: Progress,
): Step {
  const effect = effectOf(rule, progress);
  const unread =
    effect.kind === 'executes' && !effect.execution.isKnown && rule.unknown === undefined
      ? [`the rules of ruleset ${effect.execution.rulesetId}`]
      : NONE;
  return {
    rule,
    inside: place.inside,
    insideNeeds: place.needs,
    outcome: verdict === true ? 'matches' : 'unknown',
    needs,
    skippedBy,
    endedBy,
    effect,
    effectNeeds: union(place.needs, allNeeds(skippedBy), needs, unread),
  };
}

/** Notes what a skip rule skips; gives what skips the rest of its ruleset. */
function withSkip(
  { rule, needs, inside, insideNeeds, effect }: Step,
  rulesetOver: readonly Cause[],
  progress: Progress,
): readonly Cause[] {
  if (effect?.kind !== 'skips') return rulesetOver;
  const { isPhaseCurrent, isRulesetCurrent, rulesets, rules } = effect.targets;
  // Whatever may skip this rule skips what follows it as well: that is no reason for doubt.
  const here: Cause = { rule, needs: union(insideNeeds, needs) };
  if (isPhaseCurrent) {
    const local = inside.length === 0 ? NONE : allNeeds(rulesetOver);
    progress.phaseOver = [...progress.phaseOver, { rule, needs: union(here.needs, local) }];
  }
  for (const id of rulesets) added(progress.skippedRulesets, id, () => []).push(here);
  for (const [id, ids] of rules) {
    const ofRuleset = added(progress.skippedRules, id, () => new Map<string, Cause[]>());
    for (const one of ids) added(ofRuleset, one, () => []).push(here);
  }
  // If the ruleset is not executed, nor is what follows in it.
  return isRulesetCurrent ? [...rulesetOver, { rule, needs }] : rulesetOver;
}

/** What a rule of the custom phase sets off: the end of the request, or the rules of a custom ruleset. */
function follow({ rule, inside, effect, effectNeeds: needs }: Step, progress: Progress): 'stop' | undefined {
  if (effect?.kind === 'ends') progress.endedBy = [...progress.endedBy, { rule, needs }];
  if (effect?.kind === 'unread') {
    doAnything({ rule, needs }, progress);
    return undefined;
  }
  if (effect?.kind !== 'executes' || progress.phase !== CUSTOM_PHASE) return undefined;
  const { rulesetId, isKnown } = effect.execution;
  if (!isKnown) {
    doAnything({ rule, needs }, progress);
    return undefined;
  }
  if (inside.includes(rulesetId)) return undefined;
  const executed = progress.surroundings.customRuleset?.(rulesetId) ?? NONE;
  return walkRuleset(executed, { inside: [...inside, rulesetId], needs }, progress);
}

/** It may end the request, or the phase. */
function doAnything(cause: Cause, progress: Progress): void {
  // Cloudflare takes nothing that ends a request in the managed phase.
  if (progress.phase === CUSTOM_PHASE) progress.endedBy = [...progress.endedBy, cause];
  progress.phaseOver = [...progress.phaseOver, cause];
}

function effectOf(rule: Rule, progress: Progress): Effect {
  const { action = '' } = rule;
  const isManaged = progress.phase === MANAGED_PHASE;
  if (rule.unknown?.includes('action') === true) {
    // It may end the request, or skip what follows: so may the rules of a custom ruleset that is not known.
    return isManaged
      ? { kind: 'skips', targets: skipTargets(rule) }
      : {
          kind: 'executes',
          execution: { rulesetId: '', skippedBy: NONE, skippedRules: NONE, isKnown: false },
        };
  }
  if (unreadable(rule)?.isEffect === true) return { kind: 'unread' };
  if (action === 'skip') return { kind: 'skips', targets: skipTargets(rule) };
  if (action === 'execute') return { kind: 'executes', execution: executionOf(rule, progress) };
  // Cloudflare takes nothing else in the managed phase.
  return !isManaged && isMitigating(action) ? { kind: 'ends', action } : { kind: 'none' };
}

function executionOf(rule: Rule, progress: Progress): Execution {
  const id = rule.parameters?.['id'];
  const rulesetId = typeof id === 'string' ? id : '';
  const isManaged = progress.phase === MANAGED_PHASE;
  return {
    rulesetId,
    skippedBy: [...(progress.skippedRulesets.get(rulesetId) ?? NONE)],
    skippedRules: [...(progress.skippedRules.get(rulesetId) ?? NONE)].map(([ruleId, by]) => ({
      id: ruleId,
      by: [...by],
    })),
    isKnown: isManaged || progress.surroundings.customRuleset?.(rulesetId) !== undefined,
  };
}

function allNeeds(causes: readonly Cause[]): readonly string[] {
  return causes.length === 0 ? NONE : causes.flatMap(({ needs }) => needs);
}

/** Each text once. Without a copy where there is none: most verdicts are known. */
function union(...parts: readonly (readonly string[])[]): readonly string[] {
  return parts.every((part) => part.length === 0) ? NONE : unique(parts.flat());
}

function added<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
