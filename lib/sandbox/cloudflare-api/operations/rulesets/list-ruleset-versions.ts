import type { Operation } from '../../http/operation';
import { param } from '../../http/operation';
import { rulesetSummary } from '../../state/rulesets';
import { versionsOf } from '../../state/ruleset-versions';
import { scopeOf } from '../../http/scopes';

/** `GET .../rulesets/:rulesetId/versions`: every version without its rules, newest first. */
export const listRulesetVersions: Operation = (call) => ({
  result: versionsOf(call.state, scopeOf(call), param(call, 'rulesetId')).map(rulesetSummary),
});
