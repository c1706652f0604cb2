import type { RulesetKind } from '../../../cloudflare';
import { apiError } from '../http/errors';
import type { JsonObject } from '../json';
import { managedRuleset, managedRulesetsOf } from '../facts/managed-rulesets';
import { planOf } from '../http/scopes';
import type { Rule, Ruleset, Scope, State, StoredRuleset } from './state';
import { timestamp } from './timestamp';

/** The kind of the entry points of a zone or an account. */
export function entryPointKind(scope: Scope): RulesetKind {
  return scope.level === 'zones' ? 'zone' : 'root';
}

export function rulesetsOf(state: State, scope: Scope): readonly StoredRuleset[] {
  return state.rulesets.filter(
    (stored) => stored.scope.level === scope.level && stored.scope.id === scope.id,
  );
}

/** Managed rulesets first, as Cloudflare lists what an account has before what a zone made of it. */
export function visibleRulesets(state: State, scope: Scope): readonly Ruleset[] {
  return [
    ...managedRulesetsOf(planOf(state, scope)),
    ...rulesetsOf(state, scope).map((stored) => stored.current),
  ];
}

export function entryPointOf(state: State, scope: Scope, phase: string): StoredRuleset | undefined {
  const kind = entryPointKind(scope);
  return rulesetsOf(state, scope).find(({ current }) => current.kind === kind && current.phase === phase);
}

/** The ruleset, if it is the scope's own; managed ones are refused, as this is for writing. */
export function writableRuleset(state: State, scope: Scope, id: string): StoredRuleset {
  const managed = managedRuleset(id);
  if (managed !== undefined) throw apiError('managedReadOnly', [managed.ruleset.name]);
  return ownRuleset(state, scope, id);
}

export function ownRuleset(state: State, scope: Scope, id: string): StoredRuleset {
  const stored = rulesetsOf(state, scope).find(({ current }) => current.id === id);
  if (stored === undefined) throw apiError('rulesetNotFound', []);
  return stored;
}

/** What a write changes about a ruleset. */
export interface RulesetChange {
  readonly description?: string;
  readonly rules?: readonly Rule[];
}

/** The ruleset one version later. Every write counts, one that changes nothing as well. */
export function nextVersion(stored: StoredRuleset, change: RulesetChange, now: number): StoredRuleset {
  return {
    ...stored,
    current: {
      ...stored.current,
      ...change,
      version: String(Number(stored.current.version) + 1),
      last_updated: timestamp(now),
    },
    older: [...stored.older, stored.current],
  };
}

/** The state with this ruleset in it, in the place that it had, or as the last one. */
export function withRuleset(state: State, stored: StoredRuleset): State {
  const isNew = !state.rulesets.some(({ current }) => current.id === stored.current.id);
  const rulesets = isNew
    ? [...state.rulesets, stored]
    : state.rulesets.map((other) => (other.current.id === stored.current.id ? stored : other));
  return { ...state, rulesets };
}

/** A ruleset as the API shows it; an empty list of rules is left out. */
export function rulesetView(ruleset: Ruleset): JsonObject {
  return {
    ...rulesetSummary(ruleset),
    ...(ruleset.rules.length === 0 ? {} : { rules: ruleset.rules }),
  };
}

/** A ruleset as lists show it: without its rules. */
export function rulesetSummary(ruleset: Ruleset): JsonObject {
  return {
    id: ruleset.id,
    name: ruleset.name,
    description: ruleset.description,
    kind: ruleset.kind,
    version: ruleset.version,
    last_updated: ruleset.last_updated,
    phase: ruleset.phase,
  };
}
