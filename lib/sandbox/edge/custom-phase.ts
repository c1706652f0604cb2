import type { ExecutionContext } from '../../rules-language/execution-context';
import type { Rule, Ruleset } from '../cloudflare-api';
import { customResponse, descriptionOf, executedId, isLogged, skipTargets } from './action-parameters';
import { isTerminating, type Match, type Stop } from './decision';
import type { Matcher } from './match';

/** What the custom rules of a zone or an account decided. */
export interface CustomOutcome {
  readonly stop: Stop | undefined;
  readonly matches: readonly Match[];
  /** Later phases that are skipped. */
  readonly skippedPhases: readonly string[];
}

interface Run {
  readonly matches: Match[];
  readonly skippedPhases: string[];
  isPhaseOver: boolean;
}

/** Runs an entry point and the custom rulesets that it executes, up to the first rule that ends the request. */
export function runCustomPhase(
  entryPoint: Ruleset,
  customRuleset: (id: string) => Ruleset | undefined,
  context: ExecutionContext,
  matching: Matcher,
): CustomOutcome {
  const run: Run = { matches: [], skippedPhases: [], isPhaseOver: false };
  const runRuleset = (ruleset: Ruleset): Stop | undefined => {
    for (const rule of matching(ruleset, context)) {
      if (rule.action === 'execute') {
        const executed = customRuleset(executedId(rule) ?? '');
        const stop = executed === undefined ? undefined : runRuleset(executed);
        if (stop !== undefined || run.isPhaseOver) return stop;
      } else if (rule.action === 'skip') {
        if (isLogged(rule)) run.matches.push(matchOf(rule, ruleset));
        const { phases, isPhaseCurrent, isRulesetCurrent } = skipTargets(rule);
        run.skippedPhases.push(...phases);
        run.isPhaseOver ||= isPhaseCurrent;
        if (isPhaseCurrent || isRulesetCurrent) return undefined;
      } else {
        const match = matchOf(rule, ruleset);
        if (!isTerminating(rule.action)) run.matches.push(match);
        else {
          run.matches.unshift(match);
          return stopOf(rule, rule.action);
        }
      }
    }
    return undefined;
  };
  const stop = runRuleset(entryPoint);
  return { stop, matches: run.matches, skippedPhases: run.skippedPhases };
}

function stopOf(rule: Rule, action: Stop['action']): Stop {
  const response = action === 'block' ? customResponse(rule) : undefined;
  return { action, ...(response === undefined ? {} : { response }) };
}

function matchOf(rule: Rule, ruleset: Ruleset): Match {
  const { products } = rule.action === 'skip' ? skipTargets(rule) : { products: [] };
  return {
    source: 'firewallCustom',
    action: rule.action,
    rulesetId: ruleset.id,
    ruleId: rule.id,
    description: descriptionOf(rule),
    // The edge has none of these products: that they are skipped can only be said.
    metadata: { ref: rule.ref, ...(products.length === 0 ? {} : { products: products.join(',') }) },
  };
}
