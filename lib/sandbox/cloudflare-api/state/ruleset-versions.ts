import { managedRuleset } from '../facts/managed-rulesets';
import { ownRuleset } from './rulesets';
import type { Ruleset, Scope, State } from './state';

/** Every version of a ruleset, newest first. */
export function versionsOf(state: State, scope: Scope, id: string): readonly Ruleset[] {
  const managed = managedRuleset(id);
  if (managed !== undefined) return [managed.ruleset];
  const { current, older } = ownRuleset(state, scope, id);
  return [current, ...older.toReversed()];
}
