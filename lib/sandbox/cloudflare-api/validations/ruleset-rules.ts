import { ACTION_FACTS, actionsOf, CUSTOM_PHASE, includesPlan, isAction } from '../../../cloudflare';
import { apiError } from '../http/errors';
import { isObject } from '../json';
import { planOf } from '../http/scopes';
import type { Rule, Ruleset, Scope, State } from '../state/state';
import { blockResponse } from './block-response';
import { describedRule } from './described-rule';
import { executedOnce, executeParameters } from './execute-parameters';
import { expressionReferences } from './expression';
import { ruleQuota } from './quotas';
import { skipParameters } from './skip-parameters';

/**
 * Checks a ruleset as it would be stored. Rules that say the same as before are not checked again, so that what a
 * seed holds can be sent back as it is.
 *
 * @param changed the rules to check, with the pointer of each in the body (empty: the body is the rule)
 */
export function rulesetRules(
  state: State,
  scope: Scope,
  ruleset: Ruleset,
  changed: readonly { readonly rule: Rule; readonly pointer: string }[],
): void {
  for (const { rule, pointer } of changed) {
    actionAllowed(rule, ruleset, scope, state, `${pointer}/action`);
    expressionReferences(rule.expression, ruleset, scope, state, `${pointer}/expression`);
    const given = rule['action_parameters'];
    const parameters = isObject(given) ? given : {};
    const at = `${pointer}/action_parameters`;
    if (rule.action === 'block' && ruleset.phase === CUSTOM_PHASE) blockResponse(parameters, at);
    if (rule.action === 'skip') skipParameters(parameters, ruleset, at);
    if (rule.action === 'execute') executeParameters(parameters, ruleset, scope, state, at);
    describedRule(rule, pointer);
  }
  executedOnce(ruleset.rules, ruleset.kind);
  ruleQuota(state, scope, ruleset);
}

function actionAllowed(rule: Rule, ruleset: Ruleset, scope: Scope, state: State, pointer: string): void {
  const { action } = rule;
  const { phase, kind } = ruleset;
  const allowed = actionsOf(phase, scope.level);
  const inKind = !(kind === 'root' && phase === CUSTOM_PHASE) || action === 'execute';
  if ((allowed !== undefined && !allowed.some((one) => one === action)) || !inKind) {
    throw apiError('actionInKind', [action, phase, kind], pointer);
  }
  const needed = isAction(action) ? ACTION_FACTS[action].plan : undefined;
  if (needed !== undefined && !includesPlan(planOf(state, scope), needed)) {
    throw apiError('field', [action, 'action', `it needs plan ${needed}`], pointer);
  }
}
