import { apiError } from '../http/errors';
import { planOf } from '../http/scopes';
import type { Scope, State } from '../state/state';

/** Rulesets of an account are an Enterprise feature. */
export function accountLevelAllowed(state: State, scope: Scope): void {
  if (scope.level === 'accounts' && planOf(state, scope) !== 'enterprise') {
    throw apiError('accountPlan', [scope.level]);
  }
}
