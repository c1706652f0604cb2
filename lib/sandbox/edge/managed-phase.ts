import type { ExecutionContext } from '../../rules-language/execution-context';
import { managedRuleset, type Rule, type Ruleset } from '../cloudflare-api';
import {
  descriptionOf,
  executedId,
  isLogged,
  type Overrides,
  overridesOf,
  skipTargets,
} from './action-parameters';
import { isTerminating, type Match, type Stop } from './decision';
import type { InspectedRequest } from './inspected-request';
import type { Matcher } from './match';
import { matchesOf, POINTS, THRESHOLD_RULE } from './stand-in-rules';

/** The score that blocks unless an override says otherwise. */
const DEFAULT_THRESHOLD = 40;

interface ManagedOutcome {
  readonly stop: Stop | undefined;
  readonly matches: readonly Match[];
}

/**
 * Runs a managed entry point in the order of its rules. An exception counts for what stands after it: all that remains,
 * whole rulesets, or single rules; where several match, the widest decides, as what it skips holds what the others skip.
 */
export function runManagedPhase(
  entryPoint: Ruleset,
  request: InspectedRequest,
  context: ExecutionContext,
  matching: Matcher,
): ManagedOutcome {
  const matches: Match[] = [];
  const skipped = new Set<string>();
  for (const rule of matching(entryPoint, context)) {
    if (rule.action === 'skip') {
      if (isLogged(rule)) matches.push(matchOf(rule, rule.action, entryPoint, { ref: rule.ref }));
      const { isRulesetCurrent, rulesets, rules } = skipTargets(rule);
      if (isRulesetCurrent) break;
      for (const id of [...rulesets, ...rules]) skipped.add(id);
    } else if (rule.action === 'execute') {
      const managed = managedRuleset(executedId(rule) ?? '')?.ruleset;
      if (managed === undefined || skipped.has(managed.id)) continue;
      const outcome = runManagedRuleset(managed, overridesOf(rule), skipped, request);
      if (outcome.stop !== undefined) {
        const [first, ...others] = outcome.matches;
        return {
          stop: outcome.stop,
          matches: [...(first === undefined ? [] : [first]), ...matches, ...others],
        };
      }
      matches.push(...outcome.matches);
    }
  }
  return { stop: undefined, matches };
}

/** Runs one managed ruleset; where it stops the request, the match that did stands first. */
function runManagedRuleset(
  ruleset: Ruleset,
  overrides: Overrides,
  skipped: ReadonlySet<string>,
  request: InspectedRequest,
): ManagedOutcome {
  const matches: Match[] = [];
  // They are told only where their sum decides.
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
      scores.push(matchOf(rule, 'log', ruleset, { score: String(POINTS * count) }));
      continue;
    }
    const match = matchOf(rule, action, ruleset, isThreshold ? { score: String(score) } : {});
    const told = isThreshold ? [match, ...scores] : [match];
    if (isTerminating(action)) return { stop: { action }, matches: [...told, ...matches] };
    matches.push(...told);
  }
  return { stop: undefined, matches };
}

/** A rule after the overrides: the ruleset's, then its categories', then its own; the later one wins. */
function effective(
  rule: Rule,
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

function matchOf(
  rule: Rule,
  action: string,
  ruleset: Ruleset,
  metadata: Readonly<Record<string, string>>,
): Match {
  return {
    source: 'firewallManaged',
    action,
    rulesetId: ruleset.id,
    ruleId: rule.id,
    description: descriptionOf(rule),
    metadata,
  };
}
