import type { LiveObject } from '../../lib/api-client';
import type { ZoneDeclaration } from '../../lib/coexistence';
import { customRuleLimits, type ExceptionPhase } from '../../lib/exceptions';
import type { liveRuleChecks } from '../../lib/verify';

export const ZONE = '0123456789abcdef0123456789abcdef';
export const CUSTOM = 'http_request_firewall_custom';
export const MANAGED = 'http_request_firewall_managed';
export const MANAGED_RULESET = 'efb7b8c949ac4650a09736fc376e9aee';
export const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';

type LiveZone = Parameters<typeof liveRuleChecks>[0];

/** An exception as the stack declares it: it skips OWASP for one request. */
export const RULE = {
  ref: 'wafx__dashboard__export',
  action: 'skip',
  action_parameters: { rulesets: [OWASP] },
  description: 'waf-exceptions: export',
  enabled: true,
  expression: '(http.host eq "dashboard.example.com" and http.request.uri.path eq "/export")',
  logging: { enabled: true },
} as const;

/** A rule of the dashboard that runs a managed ruleset. */
export const execute = (id: string, more: object = {}): LiveObject => ({
  id: `${id.slice(0, 31)}e`,
  ref: `execute-${id}`,
  version: '1',
  action: 'execute',
  expression: 'true',
  description: `Execute ${id}`,
  enabled: true,
  action_parameters: { id, version: 'latest' },
  ...more,
});

/** The rule as the API gives it. */
export const liveRule = (more: object = {}): LiveObject => ({
  ...RULE,
  id: 'a'.repeat(32),
  version: '1',
  last_updated: '2026-05-31T00:00:00Z',
  ...more,
});

/** A declaration with exceptions in a phase. */
export function declaring(
  phase: ExceptionPhase,
  rules: readonly object[],
  more: Partial<ZoneDeclaration> = {},
): ZoneDeclaration {
  return {
    zone: { name: 'example.com', accountId: undefined },
    ownPrefixes: ['wafx__dashboard__'],
    foreignRules: 'keep',
    limits: customRuleLimits(undefined, undefined),
    exceptions: rules.map((rule) => ({ phase, sentence: 'x', rule: rule as typeof RULE })),
    ...more,
  };
}

/** A zone with these live rules. */
export function liveZone(
  declaration: ZoneDeclaration,
  rules: Partial<Record<ExceptionPhase, readonly LiveObject[]>>,
): LiveZone {
  return {
    declaration,
    name: 'example.com',
    zoneId: ZONE,
    entryPoints: ([CUSTOM, MANAGED] as const).map((phase) => {
      const live = rules[phase];
      return {
        phase,
        live: live === undefined ? undefined : { id: phase, ruleset: { id: phase, phase }, rules: live },
      };
    }),
  };
}
