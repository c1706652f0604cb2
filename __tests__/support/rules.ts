import type { Rule } from '../../lib/rulesets';

/** An exception in the custom phase with nothing wrong in it: each test spoils one part. */
export const EXCEPTION: Rule = {
  expression:
    'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
  action: 'skip',
  parameters: { phases: ['http_request_firewall_managed'] },
  ref: 'export',
  description: 'OPS-1423: false positives',
};

/** The same, made by this library. */
export const OUR_EXCEPTION: Rule = {
  ...EXCEPTION,
  ref: 'wafx__dashboard__export',
  description: '[owner creator-tools] False positives',
};

/** The same in the managed phase, for the OWASP ruleset. */
export const OWASP_EXCEPTION: Rule = {
  ...EXCEPTION,
  parameters: { rulesets: ['4814384a9e5d4991b9815dcfc25d2f1f'] },
};

/** Runs the OWASP ruleset. */
export const RUN_OWASP: Rule = {
  expression: 'true',
  action: 'execute',
  parameters: { id: '4814384a9e5d4991b9815dcfc25d2f1f' },
  ref: 'run',
};

/** Runs the ruleset Cloudflare Managed. */
export const RUN_CLOUDFLARE: Rule = { ...RUN_OWASP, parameters: { id: 'efb7b8c949ac4650a09736fc376e9aee' } };
