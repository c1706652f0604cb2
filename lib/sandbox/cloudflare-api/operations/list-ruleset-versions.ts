import type { Operation } from '../operation';
import { param } from '../operation';
import { rulesetSummary } from '../rulesets';
import { versionsOf } from '../ruleset-versions';
import { scopeOf } from '../scopes';

/** `GET .../rulesets/:rulesetId/versions`: every version without its rules, newest first. */
export const listRulesetVersions: Operation = (call) => ({
  result: versionsOf(call.state, scopeOf(call), param(call, 'rulesetId')).map(rulesetSummary),
});
