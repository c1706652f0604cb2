import type { SkipParameters } from './skip';

/**
 * The Cloudflare rule that an exception becomes, with the API's own keys. Every key is always present. Otherwise, the
 * API would return the default of a missing attribute, and each plan would show a change.
 *
 * @example
 * const { rule } = defineException('dashboard', 'export', {
 *   request: { host: 'app.example.com', method: 'POST', path: '/export' },
 *   skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
 *   reason: 'Exports look like attacks to the OWASP rules',
 *   owner: 'creator-tools',
 *   expires: '2027-03-31',
 * });
 * const { action, action_parameters }: SkipRule = rule;
 * action; // 'skip'
 * action_parameters; // { rulesets: [ '4814384a9e5d4991b9815dcfc25d2f1f' ] }
 */
export interface SkipRule {
  /** `wafx__<namespace>__<id>`, by which Terraform identifies the rule. */
  readonly ref: string;
  readonly action: 'skip';
  /** What is skipped: phases, products, rulesets or rules, by the API's ids. */
  readonly action_parameters: SkipParameters;
  /** Owner, end, ticket and reason. Security Events show its first 128 bytes. */
  readonly description: string;
  readonly enabled: boolean;
  /** The requests that it matches, in the Rules language; at most 4,096 characters. */
  readonly expression: string;
  /** Whether requests that use it leave Security Events. */
  readonly logging: { readonly enabled: boolean };
}
