import { apiError } from '../../http/errors';
import { insertAt } from '../../rules/positions';
import type { Operation } from '../../http/operation';
import { param } from '../../http/operation';
import { mergeRule } from '../../rules/rule-merge';
import { nextVersion, rulesetView, withRuleset, writableRuleset } from '../../state/rulesets';
import { scopeOf } from '../../http/scopes';
import { ruleBody } from '../../validations/rule-body';
import { rulesetRules } from '../../validations/ruleset-rules';
import { uniqueRules } from '../../validations/unique-rules';

/** `PATCH .../rules/:ruleId`: replaces the definition of a rule, moves it, or both; `position` alone only moves it. */
export const updateRule: Operation = (call) => {
  const scope = scopeOf(call);
  const stored = writableRuleset(call.state, scope, param(call, 'rulesetId'));
  const { rules: before } = stored.current;
  const place = before.findIndex(({ id }) => id === param(call, 'ruleId'));
  const previous = before[place];
  if (previous === undefined) throw apiError('ruleNotFound', [param(call, 'ruleId')]);
  const { rule: given, position } = ruleBody(call.body);
  const movesOnly = position !== undefined && Object.keys(given).length === 0;
  const { rule, changed } = movesOnly
    ? { rule: previous, changed: false }
    : mergeRule([previous], { ...given, ref: given['ref'] ?? previous.ref, id: previous.id }, '', call.now);
  const others = before.toSpliced(place, 1);
  const rules = position === undefined ? before.with(place, rule) : insertAt(others, rule, position);
  uniqueRules(rules, '/rules');
  const next = nextVersion(stored, { rules }, call.now);
  rulesetRules(call.state, scope, next.current, changed ? [{ rule, pointer: '' }] : []);
  return { result: rulesetView(next.current), state: withRuleset(call.state, next) };
};
