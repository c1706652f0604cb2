import { MANAGED_PHASE, type Phase } from './phases';
import type { ZonePlan } from './plans';

/** A ruleset that Cloudflare maintains; its id is the same in every account. */
export interface ManagedRulesetFacts {
  readonly id: string;
  readonly name: string;
  readonly phase: Phase;
  /** The lowest plan that can execute it. */
  readonly plan: ZonePlan;
}

/**
 * The managed rulesets of the WAF.
 *
 * @see https://developers.cloudflare.com/waf/managed-rules/#available-managed-rulesets
 */
export const MANAGED_RULESETS = {
  CLOUDFLARE_MANAGED: {
    id: 'efb7b8c949ac4650a09736fc376e9aee',
    name: 'Cloudflare Managed Ruleset',
    phase: MANAGED_PHASE,
    plan: 'pro',
  },
  OWASP_CORE: {
    id: '4814384a9e5d4991b9815dcfc25d2f1f',
    name: 'Cloudflare OWASP Core Ruleset',
    phase: MANAGED_PHASE,
    plan: 'pro',
  },
  EXPOSED_CREDENTIALS_CHECK: {
    id: 'c2e184081120413c86c3ab7e14069605',
    name: 'Cloudflare Exposed Credentials Check Managed Ruleset',
    phase: MANAGED_PHASE,
    plan: 'pro',
  },
  FREE_MANAGED: {
    id: '77454fe2d30c4220b5701f6fdfb893ba',
    name: 'Cloudflare Free Managed Ruleset',
    phase: MANAGED_PHASE,
    plan: 'free',
  },
  SENSITIVE_DATA_DETECTION: {
    id: 'e22d83c647c64a3eae91b71b499d988e',
    name: 'Cloudflare Sensitive Data Detection',
    phase: 'http_response_firewall_managed',
    plan: 'enterprise',
  },
} as const satisfies Readonly<Record<string, ManagedRulesetFacts>>;
