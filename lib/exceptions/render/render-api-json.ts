import type { SkipRule } from '../skip/skip-rule';

/**
 * The rule as the body of `POST /zones/{zone_id}/rulesets/{ruleset_id}/rules`, for a zone whose entry point another
 * tool owns. It goes to the top: an exception affects only the rules after it.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rulesets-api/add-rule/
 */
export function toApiJson(rule: SkipRule): string {
  return JSON.stringify({ ...rule, position: { index: 1 } }, null, 2);
}
