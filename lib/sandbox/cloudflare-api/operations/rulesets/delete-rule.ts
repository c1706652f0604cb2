import { apiError } from '../../http/errors';
import type { Operation } from '../../http/operation';
import { param } from '../../http/operation';
import { nextVersion, rulesetView, withRuleset, writableRuleset } from '../../state/rulesets';
import { scopeOf } from '../../http/scopes';

/** `DELETE .../rules/:ruleId`: the ruleset without this rule. */
export const deleteRule: Operation = (call) => {
  const stored = writableRuleset(call.state, scopeOf(call), param(call, 'rulesetId'));
  const ruleId = param(call, 'ruleId');
  const rules = stored.current.rules.filter(({ id }) => id !== ruleId);
  if (rules.length === stored.current.rules.length) throw apiError('ruleNotFound', [ruleId]);
  const next = nextVersion(stored, { rules }, call.now);
  return { result: rulesetView(next.current), state: withRuleset(call.state, next) };
};
