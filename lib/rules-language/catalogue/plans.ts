/**
 * Cloudflare's plans, from the lowest to the highest: each has all that those before it have.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/#availability
 */
export const PLANS = ['free', 'pro', 'business', 'enterprise'] as const;

export type Plan = (typeof PLANS)[number];

/** The plan's name as Cloudflare writes it. */
export const PLAN_NAMES: Readonly<Record<Plan, string>> = {
  free: 'Free',
  pro: 'Pro',
  business: 'Business',
  enterprise: 'Enterprise',
};

/** What `cf.zone.plan` holds. */
export const PLAN_CODES: Readonly<Record<Plan, string>> = {
  free: 'FREE',
  pro: 'PRO',
  business: 'BIZ',
  enterprise: 'ENT',
};

/** Whether a plan has what needs at least `needed`. */
export function includesPlan(plan: Plan, needed: Plan): boolean {
  return PLANS.indexOf(plan) >= PLANS.indexOf(needed);
}
