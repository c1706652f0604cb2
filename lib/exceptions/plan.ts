import { didYouMean, InputError, requireString, show } from '../errors';

/**
 * Custom rules that a zone may have, by plan: all rules of the phase `http_request_firewall_custom`, disabled ones
 * included.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/#availability
 */
export const CUSTOM_RULES_BY_PLAN = { free: 5, pro: 20, business: 100, enterprise: 1000 } as const;

/** A Cloudflare plan. */
export type Plan = keyof typeof CUSTOM_RULES_BY_PLAN;

/** @throws InputError `plan/unknown` */
export function requirePlan(plan: string): void {
  requireString('plan', plan);
  if (Object.hasOwn(CUSTOM_RULES_BY_PLAN, plan)) return;
  throw new InputError('plan/unknown', {
    message: `\`plan\` must be the zone's Cloudflare plan, got: ${show(plan)}`,
    help: didYouMean(plan, Object.keys(CUSTOM_RULES_BY_PLAN)),
  });
}
