import { apiError } from '../errors';
import { listsIn, withoutStrings } from '../expression-scan';
import type { PlanName } from '../plans';
import { planIncludes } from '../plans';
import { accountIdOf, planOf } from '../scopes';
import type { Ruleset, Scope, State } from '../state';

/** What an expression may only use from a plan on. Text between quotes is not looked at. */
const FEATURES: readonly { readonly name: string; readonly pattern: RegExp; readonly least: PlanName }[] = [
  { name: 'matches', pattern: /\bmatches\b|~/, least: 'business' },
  { name: 'http.request.body', pattern: /\bhttp\.request\.body\.(?!mime\b)/, least: 'enterprise' },
  { name: '$cf.', pattern: /\$cf\./, least: 'enterprise' },
];

/** Checks what an expression refers to: lists that exist, features of the plan. Its syntax is not parsed here. */
export function expressionReferences(
  expression: string,
  ruleset: Ruleset,
  scope: Scope,
  state: State,
  pointer: string,
): void {
  const plan = planOf(state, scope);
  const code = withoutStrings(expression);
  for (const { name, pattern, least } of FEATURES) {
    if (pattern.test(code) && !planIncludes(plan, least)) {
      throw apiError('notEntitled', [name, plan, least], pointer);
    }
  }
  const accountId = accountIdOf(state, scope);
  for (const name of listsIn(expression)) {
    if (name.startsWith('cf.')) continue;
    if (!state.lists.some((list) => list.accountId === accountId && list.name === name)) {
      throw apiError('unknownList', [name], pointer);
    }
  }
  if (ruleset.kind === 'root' && !/^\([\s\S]*\)\s+and\s+cf\.zone\.plan eq "ENT"$/.test(expression.trim())) {
    throw apiError('accountExpression', [], pointer);
  }
}
