import { CUSTOM_PHASE, MANAGED_PHASE } from '../cloudflare';

/** The phases of a zone that hold exceptions, with the short name that Terraform addresses carry. */
export const PHASES = {
  /** Runs before rate limiting and the managed rules; counts against the plan's custom rules. */
  [CUSTOM_PHASE]: 'custom',
  /** Runs the managed rulesets that its `execute` rules name. */
  [MANAGED_PHASE]: 'managed',
} as const;

/**
 * A phase of a zone that holds exceptions, by its name in the API.
 *
 * @example
 * const phase: ExceptionPhase = Skip.managedRulesets(ManagedRuleset.OWASP_CORE).phase;
 * phase; // 'http_request_firewall_managed'
 */
export type ExceptionPhase = keyof typeof PHASES;
