import { CUSTOM_PHASE, type MitigatingAction } from '../../cloudflare';
import type { ExecutionContext } from '../../rules-language/context/execution-context';
import type { Rule } from '../../rulesets';
import { type Step, walk } from '../../trace';
import { type Ruleset } from '../cloudflare-api';
import { customResponse } from './action-parameters';
import type { Match, Stop } from './decision';
import type { Matcher } from './match';

/** What the custom rules of a zone or an account decided. */
export interface CustomOutcome {
  readonly stop: Stop | undefined;
  readonly matches: readonly Match[];
  /** Later phases that are skipped. */
  readonly skippedPhases: readonly string[];
}

/** Runs an entry point and the custom rulesets that it executes, up to the first rule that ends the request. */
export function runCustomPhase(
  entryPoint: Ruleset,
  customRuleset: (id: string) => Ruleset | undefined,
  context: ExecutionContext,
  matcher: Matcher,
): CustomOutcome {
  const matches: Match[] = [];
  const skippedPhases: string[] = [];
  let stop: Stop | undefined;
  const surroundings = {
    judgeOf: (rules: readonly Rule[]) => matcher.judgeOf(rules, context),
    customRuleset: (id: string) => {
      const ruleset = customRuleset(id);
      return ruleset === undefined ? [] : matcher.rulesOf(ruleset);
    },
  };
  walk(CUSTOM_PHASE, matcher.rulesOf(entryPoint), surroundings, {
    acts: (step) => {
      const { rule, effect } = step;
      if (effect === undefined || effect.kind === 'executes') return undefined;
      const match = matchOf(step, step.inside.at(-1) ?? entryPoint.id);
      if (effect.kind === 'ends') {
        stop = stopOf(rule, effect.action);
        matches.unshift(match);
        return 'stop';
      }
      // A skip rule leaves an event unless it says otherwise.
      if (effect.kind === 'none' || rule.logging !== false) matches.push(match);
      if (effect.kind === 'skips') skippedPhases.push(...effect.targets.phases);
      return undefined;
    },
  });
  return { stop, matches, skippedPhases };
}

function stopOf(rule: Rule, action: MitigatingAction): Stop {
  const response = action === 'block' ? customResponse(rule) : undefined;
  return { action, ...(response === undefined ? {} : { response }) };
}

function matchOf({ rule, effect }: Step, rulesetId: string): Match {
  const products = effect?.kind === 'skips' ? effect.targets.products : [];
  return {
    source: 'firewallCustom',
    action: rule.action ?? '',
    rulesetId,
    ruleId: rule.id ?? '',
    description: rule.description ?? '',
    // The edge has none of these products: that they are skipped can only be said.
    metadata: {
      ref: rule.ref ?? '',
      ...(products.length === 0 ? {} : { products: products.join(',') }),
    },
  };
}
