import type { SkipRule } from '../skip/skip-rule';

/**
 * The rule as the body of `POST /zones/{zone_id}/rulesets/{ruleset_id}/rules`, as indented JSON, for a zone whose entry
 * point another tool owns. The rule goes to the top, because an exception affects only the rules after it.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rulesets-api/add-rule/
 * @example
 * const { exception } = new WafException(waf, 'export', {
 *   request: { host: 'app.example.com', method: 'POST', path: '/export' },
 *   skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
 *   reason: 'Exports look like attacks to the OWASP rules',
 *   expires: '2027-03-31',
 * });
 * console.log(toApiJson(exception.rule));
 */
export function toApiJson(rule: SkipRule): string {
  return JSON.stringify({ ...rule, position: { index: 1 } }, null, 2);
}
