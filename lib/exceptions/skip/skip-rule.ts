import type { SkipParameters } from './skip';

/**
 * The Cloudflare rule that an exception becomes, with the API's own keys. Every key is always there: an attribute left
 * out would come back from the API with its default, and each plan would show a change.
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
  readonly ref: string;
  readonly action: 'skip';
  readonly action_parameters: SkipParameters;
  readonly description: string;
  readonly enabled: boolean;
  readonly expression: string;
  readonly logging: { readonly enabled: boolean };
}
