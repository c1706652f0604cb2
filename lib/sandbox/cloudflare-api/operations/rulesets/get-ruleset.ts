import { apiError } from '../../http/errors';
import type { Operation } from '../../http/operation';
import { param } from '../../http/operation';
import { rulesetView, visibleRulesets } from '../../state/rulesets';
import { scopeOf } from '../../http/scopes';

/** `GET .../rulesets/:rulesetId`: the newest version, of a managed ruleset too. */
export const getRuleset: Operation = (call) => {
  const id = param(call, 'rulesetId');
  const ruleset = visibleRulesets(call.state, scopeOf(call)).find((candidate) => candidate.id === id);
  if (ruleset === undefined) throw apiError('rulesetNotFound', []);
  return { result: rulesetView(ruleset) };
};
