import type { Operation } from '../../http/operation';
import { param } from '../../http/operation';
import { rulesetView, writableRuleset } from '../../state/rulesets';
import { scopeOf } from '../../http/scopes';
import { rulesetFields } from '../../validations/ruleset-fields';
import { unchangedFields } from '../../validations/unchanged-fields';
import { replaceRules } from '../../rules/write-rules';

/** `PUT .../rulesets/:rulesetId`: replaces the description and the whole list of rules, whichever is given. */
export const updateRuleset: Operation = (call) => {
  const current = writableRuleset(call.state, scopeOf(call), param(call, 'rulesetId'));
  const fields = rulesetFields(call.body);
  unchangedFields(fields, current.current);
  const { stored, state } = replaceRules(call.state, current, fields, call.now);
  return { result: rulesetView(stored.current), state };
};
