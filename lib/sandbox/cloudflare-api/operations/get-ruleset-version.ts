import { apiError } from '../errors';
import type { Operation } from '../operation';
import { param } from '../operation';
import { rulesetView } from '../rulesets';
import { versionsOf } from '../ruleset-versions';
import { scopeOf } from '../scopes';

/** `GET .../rulesets/:rulesetId/versions/:version`: one version with its rules. */
export const getRulesetVersion: Operation = (call) => {
  const versions = versionsOf(call.state, scopeOf(call), param(call, 'rulesetId'));
  const ruleset = versions.find(({ version }) => version === param(call, 'version'));
  if (ruleset === undefined) throw apiError('rulesetNotFound', []);
  return { result: rulesetView(ruleset) };
};
