import { apiError } from '../http/errors';
import { CUSTOM_RULESETS_BY_PLAN, rulesQuota } from '../../../cloudflare';
import { rulesetsOf } from '../state/rulesets';
import { planOf } from '../http/scopes';
import type { Ruleset, Scope, State } from '../state/state';

/** The rules of a phase, those in custom rulesets included, must fit the plan of the zone. */
export function ruleQuota(state: State, scope: Scope, written: Ruleset): void {
  const plan = planOf(state, scope);
  const limit = rulesQuota(written.phase, plan);
  if (limit === undefined) return;
  const others = rulesetsOf(state, scope)
    .map(({ current }) => current)
    .filter((ruleset) => ruleset.phase === written.phase && ruleset.id !== written.id);
  const count = [written, ...others].reduce((sum, ruleset) => sum + ruleset.rules.length, 0);
  if (count > limit) throw apiError('rulesQuota', [count, written.phase, plan, limit], '/rules');
}

/** One entry point a phase; as many custom rulesets as the plan allows. */
export function rulesetQuota(state: State, scope: Scope, kind: string, phase: string): void {
  const same = rulesetsOf(state, scope).filter(
    ({ current }) => current.kind === kind && current.phase === phase,
  ).length;
  const limit = kind === 'custom' ? CUSTOM_RULESETS_BY_PLAN[planOf(state, scope)] : 1;
  if (same >= limit) throw apiError('rulesetLimit', [kind, phase], '/kind');
}
