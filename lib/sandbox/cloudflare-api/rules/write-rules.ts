import type { Json } from '../json';
import { mergeRules } from './rule-merge';
import type { RulesetChange } from '../state/rulesets';
import { nextVersion, withRuleset } from '../state/rulesets';
import type { State, StoredRuleset } from '../state/state';
import { rulesetRules } from '../validations/ruleset-rules';

/** The ruleset and the state after a PUT; an error of the API if the result would not be valid. */
export function replaceRules(
  state: State,
  stored: StoredRuleset,
  given: { readonly description?: string; readonly rules?: readonly Json[] },
  now: number,
): { readonly stored: StoredRuleset; readonly state: State } {
  const merged =
    given.rules === undefined ? undefined : mergeRules(stored.current.rules, given.rules, '/rules', now);
  const change: RulesetChange = {
    ...(given.description === undefined ? {} : { description: given.description }),
    ...(merged === undefined ? {} : { rules: merged.rules }),
  };
  const next = nextVersion(stored, change, now);
  const changed = (merged?.changed ?? []).flatMap((index) => {
    const rule = next.current.rules[index];
    return rule === undefined ? [] : [{ rule, pointer: `/rules/${index}` }];
  });
  rulesetRules(state, stored.scope, next.current, changed);
  return { stored: next, state: withRuleset(state, next) };
}
