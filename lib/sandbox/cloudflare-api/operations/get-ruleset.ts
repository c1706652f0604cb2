import { apiError } from '../errors';
import type { Operation } from '../operation';
import { param } from '../operation';
import { rulesetView, visibleRulesets } from '../rulesets';
import { scopeOf } from '../scopes';

/** `GET .../rulesets/:rulesetId`: the newest version, of a managed ruleset too. */
export const getRuleset: Operation = (call) => {
  const id = param(call, 'rulesetId');
  const ruleset = visibleRulesets(call.state, scopeOf(call)).find((candidate) => candidate.id === id);
  if (ruleset === undefined) throw apiError('rulesetNotFound', []);
  return { result: rulesetView(ruleset) };
};
