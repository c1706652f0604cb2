import { CUSTOM_PHASE, RATE_LIMIT_PHASE } from './phases';
import type { ZonePlan } from './plans';

/**
 * Custom rules that a zone may have, by plan: all rules of the phase `http_request_firewall_custom`, disabled ones and
 * those of custom rulesets included.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/#availability
 */
export const CUSTOM_RULES_BY_PLAN = { free: 5, pro: 20, business: 100, enterprise: 1000 } as const;

/**
 * Rate limiting rules that a zone may have. Of Enterprise zones those with Advanced Rate Limiting; without it, they have 5.
 *
 * @see https://developers.cloudflare.com/waf/rate-limiting-rules/#availability
 */
const RATE_LIMITS_BY_PLAN = { free: 1, pro: 2, business: 5, enterprise: 100 } as const;

/** Rules that a zone may have in a phase, those of its custom rulesets included; `undefined` where no number is published. */
export function rulesQuota(phase: string, plan: ZonePlan): number | undefined {
  if (phase === CUSTOM_PHASE) return CUSTOM_RULES_BY_PLAN[plan];
  return phase === RATE_LIMIT_PHASE ? RATE_LIMITS_BY_PLAN[plan] : undefined;
}

/**
 * Custom rulesets that a zone may have.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/#availability
 */
export const CUSTOM_RULESETS_BY_PLAN: Readonly<Record<ZonePlan, number>> = {
  free: 1,
  pro: 2,
  business: 5,
  enterprise: 10,
};

/**
 * Lists that an account may have; its highest plan decides.
 *
 * @see https://developers.cloudflare.com/waf/tools/lists/#availability
 */
export const LISTS_BY_PLAN: Readonly<Record<ZonePlan, number>> = {
  free: 1,
  pro: 10,
  business: 10,
  enterprise: 1000,
};

/**
 * Items that all lists of an account may have together.
 *
 * @see https://developers.cloudflare.com/waf/tools/lists/#availability
 */
export const LIST_ITEMS_BY_PLAN: Readonly<Record<ZonePlan, number>> = {
  free: 10_000,
  pro: 10_000,
  business: 10_000,
  enterprise: 500_000,
};
