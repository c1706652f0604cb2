import type { RulesetKind } from '../../../cloudflare';
import { newId } from '../state/ids';
import type { Json } from '../json';
import { mergeRules } from './rule-merge';
import { withRuleset } from '../state/rulesets';
import type { Scope, State, StoredRuleset } from '../state/state';
import { timestamp } from '../state/timestamp';
import { rulesetRules } from '../validations/ruleset-rules';
import { rulesetQuota } from '../validations/quotas';

/** What a new ruleset is made of; its fields are checked already. */
export interface NewRuleset {
  readonly kind: RulesetKind;
  readonly name: string;
  readonly phase: string;
  readonly description: string;
  readonly rules: readonly Json[];
}

/** The new ruleset in its first version, and the state with it; an error of the API if it is not valid. */
export function createStoredRuleset(
  state: State,
  scope: Scope,
  given: NewRuleset,
  now: number,
): { readonly stored: StoredRuleset; readonly state: State } {
  rulesetQuota(state, scope, given.kind, given.phase);
  const { rules } = mergeRules([], given.rules, '/rules', now);
  const current = { ...given, rules, id: newId(), version: '1', last_updated: timestamp(now) };
  const all = rules.map((rule, index) => ({ rule, pointer: `/rules/${index}` }));
  rulesetRules(state, scope, current, all);
  const stored = { scope, current, older: [] };
  return { stored, state: withRuleset(state, stored) };
}
