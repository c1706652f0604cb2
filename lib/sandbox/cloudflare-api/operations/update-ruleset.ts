import type { Operation } from '../operation';
import { param } from '../operation';
import { rulesetView, writableRuleset } from '../rulesets';
import { scopeOf } from '../scopes';
import { rulesetFields } from '../validations/ruleset-fields';
import { unchangedFields } from '../validations/unchanged-fields';
import { replaceRules } from '../write-rules';

/** `PUT .../rulesets/:rulesetId`: replaces the description and the whole list of rules, whichever is given. */
export const updateRuleset: Operation = (call) => {
  const current = writableRuleset(call.state, scopeOf(call), param(call, 'rulesetId'));
  const fields = rulesetFields(call.body);
  unchangedFields(fields, current.current);
  const { stored, state } = replaceRules(call.state, current, fields, call.now);
  return { result: rulesetView(stored.current), state };
};
