import { apiError } from '../../http/errors';
import type { Operation } from '../../http/operation';
import { param } from '../../http/operation';
import { rulesetsOf, writableRuleset } from '../../state/rulesets';
import { scopeOf } from '../../http/scopes';
import { targetId } from '../../validations/execute-parameters';

/** `DELETE .../rulesets/:rulesetId`: the ruleset with all its versions. */
export const deleteRuleset: Operation = (call) => {
  const scope = scopeOf(call);
  const { id } = writableRuleset(call.state, scope, param(call, 'rulesetId')).current;
  const users = rulesetsOf(call.state, scope).filter(({ current }) =>
    current.rules.some((rule) => targetId(rule) === id),
  );
  if (users.length > 0) throw apiError('rulesetInUse', [id]);
  const rulesets = call.state.rulesets.filter(({ current }) => current.id !== id);
  return { status: 204, result: null, state: { ...call.state, rulesets } };
};
