import { createStoredRuleset } from '../../rules/new-ruleset';
import type { Operation } from '../../http/operation';
import { rulesetView } from '../../state/rulesets';
import { scopeOf } from '../../http/scopes';
import { accountLevelAllowed } from '../../validations/account-level';
import { newRulesetFields } from '../../validations/new-ruleset-fields';
import { rulesetFields } from '../../validations/ruleset-fields';

/** `POST .../rulesets`: a new ruleset; refused with 20217 where the phase has its entry point already. */
export const createRuleset: Operation = (call) => {
  const scope = scopeOf(call);
  accountLevelAllowed(call.state, scope);
  const fields = newRulesetFields(rulesetFields(call.body), scope);
  const { stored, state } = createStoredRuleset(call.state, scope, fields, call.now);
  return { result: rulesetView(stored.current), state };
};
