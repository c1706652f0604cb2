import { apiError } from '../../http/errors';
import type { Operation } from '../../http/operation';
import { param } from '../../http/operation';
import { rulesetView } from '../../state/rulesets';
import { versionsOf } from '../../state/ruleset-versions';
import { scopeOf } from '../../http/scopes';

/** `GET .../rulesets/:rulesetId/versions/:version`: one version with its rules. */
export const getRulesetVersion: Operation = (call) => {
  const versions = versionsOf(call.state, scopeOf(call), param(call, 'rulesetId'));
  const ruleset = versions.find(({ version }) => version === param(call, 'version'));
  if (ruleset === undefined) throw apiError('rulesetNotFound', []);
  return { result: rulesetView(ruleset) };
};
