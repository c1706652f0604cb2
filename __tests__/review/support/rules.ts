import { MANAGED_RULESETS } from '../../../lib/cloudflare';
import { ManagedRule } from '../../../lib/managed-rules';
import type { PlanRule } from './plan';

export const OWASP = MANAGED_RULESETS.OWASP_CORE.id;
export const CLOUDFLARE = MANAGED_RULESETS.CLOUDFLARE_MANAGED.id;
/** The rule of the OWASP set that blocks by the score. */
export const OWASP_949110 = ManagedRule.OWASP_949110.id;

/** Seconds since 1970 at the end of 2027-03-31 (UTC). */
const END = 1_806_537_600;

/** An exception of the namespace `dashboard` that skips all managed rules. */
export function exception(id: string, expression: string, rest: Partial<PlanRule> = {}): PlanRule {
  return {
    ref: `wafx__dashboard__${id}`,
    expression,
    action_parameters: { phases: ['http_request_firewall_managed'] },
    description: '[owner creator-tools | until 2027-03-31 | ticket OPS-1423] The export form trips the rules',
    ...rest,
  };
}

/** A rule that nobody here declares. */
export function block(ref: string, expression: string, rest: Partial<PlanRule> = {}): PlanRule {
  return { ref, action: 'block', expression, description: `Block ${ref}`, ...rest };
}

export function execute(id: string, expression = 'true', rest: Partial<PlanRule> = {}): PlanRule {
  return {
    ref: `run-${id}`,
    action: 'execute',
    expression,
    action_parameters: { id, version: 'latest' },
    ...rest,
  };
}

/** The two managed rulesets that most zones run. */
export const EXECUTES: readonly PlanRule[] = [execute(CLOUDFLARE), execute(OWASP)];

export const HOST = 'http.host eq "app.example.com"';
export const METHOD = 'http.request.method eq "POST"';
export const PATH = 'http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"';
export const CALLERS = 'ip.src in {203.0.113.0/24}';
export const UNTIL = `http.request.timestamp.sec lt ${END}`;
/** What the library writes for `POST https://app.example.com/export`. */
export const EXACT = `${HOST} and ${METHOD} and ${PATH} and ssl`;
