/**
 * Cloudflare's plans, from the lowest to the highest: each has all that those before it have.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/#availability
 */
export const PLANS = ['free', 'pro', 'business', 'enterprise'] as const;

/**
 * A Cloudflare plan, with the values of `legacy_id` in a zone's plan.
 *
 * @example
 * const zonePlan: ZonePlan = 'pro';
 */
export type ZonePlan = (typeof PLANS)[number];

/** What is known of a plan. */
interface PlanFacts {
  /** Its name as Cloudflare writes it. */
  readonly name: string;
  /** What `cf.zone.plan` holds. */
  readonly code: string;
  /** Id and name in the answers of the API, the same in every account. */
  readonly id: string;
  readonly websiteName: string;
}

/**
 * The plans by their `legacy_id`.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/cf.zone.plan/
 * @see https://developers.cloudflare.com/api/resources/zones/methods/get/
 */
export const PLAN_FACTS: Readonly<Record<ZonePlan, PlanFacts>> = {
  free: { name: 'Free', code: 'FREE', id: '0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee', websiteName: 'Free Website' },
  pro: { name: 'Pro', code: 'PRO', id: 'a577b510288e82b26486fd1df47000ec', websiteName: 'Pro Website' },
  business: {
    name: 'Business',
    code: 'BIZ',
    id: '1ac039f6c29b691475c3d74fe588d1ae',
    websiteName: 'Business Website',
  },
  enterprise: {
    name: 'Enterprise',
    code: 'ENT',
    id: '94f3b7b768b0458b56d2cac4fe5ec0f9',
    websiteName: 'Enterprise Website',
  },
};

/** Whether there is such a plan; others, a partner's say, have names of their own. */
export function isPlan(name: unknown): name is ZonePlan {
  return (PLANS as readonly unknown[]).includes(name);
}

/** The highest of some plans; of none, the lowest plan. */
export function highestPlan(plans: readonly ZonePlan[]): ZonePlan {
  return PLANS.findLast((plan) => plans.includes(plan)) ?? PLANS[0];
}

/** Whether a plan has what needs at least `needed`. */
export function includesPlan(plan: ZonePlan, needed: ZonePlan): boolean {
  return PLANS.indexOf(plan) >= PLANS.indexOf(needed);
}
