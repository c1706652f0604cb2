import { quoteHcl, renderValue } from '../../hcl';
import type { SkipRule } from '../skip/skip-rule';

/**
 * The rule as one element of `rules` in a `cloudflare_ruleset` written in HCL, for a zone whose entry point another
 * Terraform configuration owns. It must stand before the rules that it is to affect.
 */
export function toHcl(rule: SkipRule): string {
  return renderValue(rule, '', quoteHcl);
}
