import { CUSTOM_PHASE as CUSTOM, MANAGED_PHASE as MANAGED } from '../../../lib/cloudflare';
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
    action_parameters: { id: 'efb7b8c949ac4650a09736fc376e9aee', version: 'latest' },
  },
  {
    ref: 'execute-owasp',
    action: 'execute',
    expression: 'true',
    description: 'OWASP',
    action_parameters: { id: '4814384a9e5d4991b9815dcfc25d2f1f', version: 'latest' },
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
