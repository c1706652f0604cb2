import { includesPlan } from '../../../cloudflare';
import { apiError } from '../http/errors';
import type { Json, JsonObject } from '../json';
import { isArray, isObject, isString, shown } from '../json';
import { managedRuleset } from '../facts/managed-rulesets';
import { rulesetsOf } from '../state/rulesets';
import { planOf } from '../http/scopes';
import type { Rule, Ruleset, Scope, State } from '../state/state';

/** Checks what an execute rule deploys: a managed ruleset of the plan and phase, or a custom one of the same scope. */
export function executeParameters(
  parameters: JsonObject,
  ruleset: Ruleset,
  scope: Scope,
  state: State,
  pointer: string,
): void {
  const id = parameters['id'];
  const at = `${pointer}/id`;
  if (!isString(id)) throw apiError('field', ['', 'id', 'an execute rule must name a ruleset'], at);
  const managed = managedRuleset(id);
  const target =
    managed?.ruleset ?? rulesetsOf(state, scope).find(({ current }) => current.id === id)?.current;
  if (target === undefined || (target.kind !== 'managed' && target.kind !== 'custom')) {
    throw apiError('unknownRuleset', [id, 'id', 'there is no ruleset with this id to execute'], at);
  }
  if (target.phase !== ruleset.phase) {
    throw apiError('unknownRuleset', [id, 'id', `the ruleset belongs to phase ${target.phase}`], at);
  }
  const plan = planOf(state, scope);
  if (managed !== undefined && !includesPlan(plan, managed.plan)) {
    throw apiError('unknownRuleset', [id, 'id', `it needs plan ${managed.plan} or larger`], at);
  }
  if (target.kind === 'managed') overriddenRules(parameters['overrides'], target, `${pointer}/overrides`);
}

/** A zone executes each managed ruleset once. */
export function executedOnce(rules: readonly Rule[], kind: string): void {
  if (kind !== 'zone') return;
  const executed = rules.filter((rule) => rule.action === 'execute').map(targetId);
  const ids = executed.filter((id) => id !== undefined && managedRuleset(id) !== undefined);
  if (new Set(ids).size < ids.length) throw apiError('sameManagedRuleset', []);
}

/** The ruleset that an execute rule names. */
export function targetId(rule: Rule): string | undefined {
  const parameters = rule['action_parameters'];
  const id = isObject(parameters) ? parameters['id'] : undefined;
  return isString(id) ? id : undefined;
}

function overriddenRules(overrides: Json | undefined, target: Ruleset, pointer: string): void {
  const rules = isObject(overrides) ? overrides['rules'] : undefined;
  for (const [index, override] of (isArray(rules) ? rules : []).entries()) {
    const id = isObject(override) ? override['id'] : undefined;
    if (!target.rules.some((rule) => rule.id === id)) {
      throw apiError('notARuleOf', [shown(id), target.id], `${pointer}/rules/${index}/id`);
    }
  }
}
