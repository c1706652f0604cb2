import { CUSTOM_PHASE as CUSTOM, MANAGED_PHASE as MANAGED, MANAGED_RULESETS } from '../../../lib/cloudflare';
import { ACCOUNT_ID, ZONE_ID } from './sandbox-zone';
export { CUSTOM, MANAGED };

/** Two dashboard rules that nobody's code knows. */
export const DASHBOARD_RULES = [
  {
    ref: 'block-wp',
    action: 'block',
    expression: '(http.request.uri.path eq "/wp-login.php")',
    description: 'wp',
  },
  {
    ref: 'challenge',
    action: 'managed_challenge',
    expression: '(ip.src.country eq "T1")',
    description: '',
    enabled: false,
  },
];

/** Both managed rulesets, as the dashboard deploys them. */
export const EXECUTE_RULES = [
  {
    ref: 'execute-managed',
    action: 'execute',
    expression: 'true',
    description: 'Managed',
    action_parameters: { id: MANAGED_RULESETS.CLOUDFLARE_MANAGED.id, version: 'latest' },
  },
  {
    ref: 'execute-owasp',
    action: 'execute',
    expression: 'true',
    description: 'OWASP',
    action_parameters: { id: MANAGED_RULESETS.OWASP_CORE.id, version: 'latest' },
  },
];

/** A sandbox with the zone example.com, holding these entry points. */
export function seedOf(
  rulesets: readonly {
    readonly phase: string;
    readonly rules: readonly object[];
    readonly [key: string]: unknown;
  }[],
  plan = 'business',
): object {
  return {
    accounts: [{ id: ACCOUNT_ID, name: 'Example' }],
    zones: [{ id: ZONE_ID, name: 'example.com', account: ACCOUNT_ID, plan, rulesets }],
  };
}

/** The zone example.com without any entry point. */
export const EMPTY_ZONE = seedOf([]);

/** The zone example.com with two dashboard rules and both managed rulesets. */
export const LIVED_IN = seedOf([
  { phase: CUSTOM, rules: DASHBOARD_RULES },
  { phase: MANAGED, rules: EXECUTE_RULES },
]);
