import { quoteHcl, renderValue } from '../../hcl';
import type { SkipRule } from '../skip/skip-rule';

/**
 * The rule as one element of `rules` in a `cloudflare_ruleset` written in HCL, for a zone whose entry point another
 * Terraform configuration owns. Put it before the rules that it should affect.
 *
 * @example
 * const { exception } = new WafException(waf, 'export', {
 *   request: { host: 'app.example.com', method: 'POST', path: '/export' },
 *   skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
 *   reason: 'Exports look like attacks to the OWASP rules',
 *   expires: '2027-03-31',
 * });
 * console.log(toHcl(exception.rule));
 */
export function toHcl(rule: SkipRule): string {
  return renderValue(rule, '', quoteHcl);
}
