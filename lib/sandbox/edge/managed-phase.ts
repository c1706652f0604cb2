import { isMitigating, MANAGED_PHASE, MANAGED_RULESETS } from '../../cloudflare';
import type { ExecutionContext } from '../../rules-language/context/execution-context';
import { type Rule, withDefaultRuleset } from '../../rulesets';
import { certainty, type Execution, walk } from '../../trace';
import { managedRuleset, type Rule as ManagedRule, type Ruleset, type Zone } from '../cloudflare-api';
import type { EngineVerdicts } from '../rule-engine';
import { type Overrides, overridesOf } from './action-parameters';
import type { Match, Stop } from './decision';
import type { InspectedRequest } from './inspected-request';
import type { Matcher } from './match';
import { managedMatch, ownMatch } from './match-of';
import { runScoredRuleset } from './scored-ruleset';
import { matchesOf, POINTS, THRESHOLD_RULE } from './stand-in-rules';

/** The score that blocks unless an override says otherwise. */
const DEFAULT_THRESHOLD = 40;

interface ManagedOutcome {
  readonly stop: Stop | undefined;
  readonly matches: readonly Match[];
}

const NOTHING: ManagedOutcome = { stop: undefined, matches: [] };

/** The managed phase of a zone or an account. */
interface ManagedPhase {
  readonly entryPoint: Ruleset | undefined;
  /** Of a zone: Cloudflare may run a ruleset in it by itself. */
  readonly plan: Zone['plan'] | undefined;
}

/**
 * Runs a managed entry point in the order of its rules, and the managed rulesets that it executes without what exceptions
 * before them skip; before all that, what Cloudflare runs by itself.
 */
export function runManagedPhase(
  { entryPoint, plan }: ManagedPhase,
  request: InspectedRequest,
  context: ExecutionContext,
  matcher: Matcher,
  engine?: EngineVerdicts,
): ManagedOutcome {
  const matches: Match[] = [];
  let stop: Stop | undefined;
  const surroundings = { judgeOf: (rules: readonly Rule[]) => matcher.judgeOf(rules, context) };
  const own = entryPoint === undefined ? [] : matcher.rulesOf(entryPoint);
  const rules = plan === undefined ? own : withDefaultRuleset(own, plan);
  walk(MANAGED_PHASE, rules, surroundings, {
    acts: ({ rule, effect }) => {
      if (effect?.kind === 'skips' && rule.logging !== false && entryPoint !== undefined) {
        matches.push(ownMatch(entryPoint, 'firewallManaged', rule));
      }
      if (effect?.kind !== 'executes') return undefined;
      const executed = execute(rule, effect.execution, request, engine);
      stop = executed.stop;
      matches.push(...executed.matches);
      return stop === undefined ? undefined : 'stop';
    },
  });
  return { stop, matches };
}

/** Runs what an `execute` rule names, without what earlier exceptions skip. */
function execute(
  rule: Rule,
  { rulesetId, skippedBy, skippedRules }: Execution,
  request: InspectedRequest,
  engine: EngineVerdicts | undefined,
): ManagedOutcome {
  const managed = managedRuleset(rulesetId)?.ruleset;
  if (managed === undefined || certainty(skippedBy) === true) return NOTHING;
  const skipped = skippedRules.filter(({ by }) => certainty(by) === true).map(({ id }) => id);
  const overrides = overridesOf(rule);
  if (engine !== undefined && managed.id === MANAGED_RULESETS.OWASP_CORE.id) {
    const rules = managed.rules.map((one) => {
      const { isEnabled, ...given } = effective(one, overrides);
      return { rule: one, isOn: isEnabled && !skipped.includes(one.id), ...given };
    });
    return runScoredRuleset(managed, rules, engine);
  }
  return runManagedRuleset(managed, overrides, new Set(skipped), request);
}

/** Runs one managed ruleset, up to the rule that ends the request. */
function runManagedRuleset(
  ruleset: Ruleset,
  overrides: Overrides,
  skipped: ReadonlySet<string>,
  request: InspectedRequest,
): ManagedOutcome {
  const matches: Match[] = [];
  // They are reported only where their sum decides.
  const scores: Match[] = [];
  let score = 0;
  for (const rule of ruleset.rules) {
    const { isEnabled, action, threshold } = effective(rule, overrides);
    if (!isEnabled || skipped.has(rule.id)) continue;
    const isThreshold = rule.id === THRESHOLD_RULE;
    const count = isThreshold ? 0 : matchesOf(rule.id, request);
    if (isThreshold ? score < threshold : count === 0) continue;
    if (action === 'score') {
      score += POINTS * count;
      scores.push(managedMatch(ruleset, rule, 'log'));
      continue;
    }
    matches.push(...(isThreshold ? scores : []), managedMatch(ruleset, rule, action));
    if (isMitigating(action)) return { stop: { action }, matches };
  }
  return { stop: undefined, matches };
}

/** A rule after the overrides: the ruleset's, then its categories', then its own; the later one wins. */
function effective(
  rule: ManagedRule,
  { ruleset, ofCategories, ofRules }: Overrides,
): { readonly isEnabled: boolean; readonly action: string; readonly threshold: number } {
  const categories = Array.isArray(rule['categories']) ? (rule['categories'] as readonly string[]) : [];
  const wide = [ruleset, ...ofCategories.filter(([name]) => categories.includes(name)).map(([, one]) => one)];
  const own = ofRules.get(rule.id) ?? {};
  const all = Object.assign({}, ...wide, own) as typeof ruleset;
  // A wide override changes what the OWASP rules do together; single rules go on scoring.
  const action = rule.action === 'score' ? (own.action ?? rule.action) : (all.action ?? rule.action);
  return {
    isEnabled: all.enabled ?? rule.enabled,
    action,
    threshold: own.scoreThreshold ?? DEFAULT_THRESHOLD,
  };
}
