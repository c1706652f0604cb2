import { CUSTOM_PHASE, type MitigatingAction } from '../../cloudflare';
import type { ExecutionContext } from '../../rules-language/context/execution-context';
import type { Rule } from '../../rulesets';
import { walk } from '../../trace';
import { type Ruleset } from '../cloudflare-api';
import { customResponse } from './action-parameters';
import type { Match, Stop } from './decision';
import type { Matcher } from './match';
import { ownMatch } from './match-of';

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
    acts: ({ rule, effect, inside }) => {
      if (effect === undefined || effect.kind === 'executes') return undefined;
      const ruleset = inside.length === 0 ? entryPoint : customRuleset(inside.at(-1) ?? '');
      // A skip rule leaves an event unless it says otherwise.
      const isSilent = effect.kind === 'skips' && rule.logging === false;
      if (!isSilent) matches.push(ownMatch(ruleset ?? entryPoint, 'firewallCustom', rule));
      if (effect.kind === 'skips') skippedPhases.push(...effect.targets.phases);
      if (effect.kind !== 'ends') return undefined;
      stop = stopOf(rule, effect.action);
      return 'stop';
    },
  });
  return { stop, matches, skippedPhases };
}

function stopOf(rule: Rule, action: MitigatingAction): Stop {
  const response = action === 'block' ? customResponse(rule) : undefined;
  return { action, ...(response === undefined ? {} : { response }) };
}
