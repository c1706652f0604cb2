import { MANAGED_RULESETS } from '../../lib/cloudflare';
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
  parameters: { rulesets: [MANAGED_RULESETS.OWASP_CORE.id] },
};

/** Runs the OWASP ruleset. */
export const RUN_OWASP: Rule = {
  expression: 'true',
  action: 'execute',
  parameters: { id: MANAGED_RULESETS.OWASP_CORE.id },
  ref: 'run',
};

/** Runs the ruleset Cloudflare Managed. */
export const RUN_CLOUDFLARE: Rule = {
  ...RUN_OWASP,
  parameters: { id: MANAGED_RULESETS.CLOUDFLARE_MANAGED.id },
};
