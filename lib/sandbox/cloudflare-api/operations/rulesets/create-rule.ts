import { insertAt } from '../../rules/positions';
import type { Operation } from '../../http/operation';
import { param } from '../../http/operation';
import { mergeRule } from '../../rules/rule-merge';
import { nextVersion, rulesetView, withRuleset, writableRuleset } from '../../state/rulesets';
import { scopeOf } from '../../http/scopes';
import { ruleBody } from '../../validations/rule-body';
import { rulesetRules } from '../../validations/ruleset-rules';
import { uniqueRules } from '../../validations/unique-rules';

/** `POST .../rulesets/:rulesetId/rules`: one more rule, last unless `position` says otherwise. */
export const createRule: Operation = (call) => {
  const scope = scopeOf(call);
  const stored = writableRuleset(call.state, scope, param(call, 'rulesetId'));
  const { rule: given, position } = ruleBody(call.body);
  const { rule } = mergeRule([], given, '', call.now);
  const rules = insertAt(stored.current.rules, rule, position ?? { after: '' });
  uniqueRules(rules, '/rules');
  const next = nextVersion(stored, { rules }, call.now);
  rulesetRules(call.state, scope, next.current, [{ rule, pointer: '' }]);
  return { result: rulesetView(next.current), state: withRuleset(call.state, next) };
};
