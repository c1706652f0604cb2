/** The plans of a zone, from small to large: "this plan or a larger one" is a comparison of places. */
export const PLAN_NAMES = ['free', 'pro', 'business', 'enterprise'] as const;

export type PlanName = (typeof PLAN_NAMES)[number];

interface Plan {
  /** Id and title as `GET /zones` shows them. */
  readonly id: string;
  readonly title: string;
  /** Most rules of a phase in one zone: those of the entry point and of the zone's custom rulesets together. */
  readonly rules: Readonly<Record<string, number>>;
  /** Most custom rulesets of a zone. */
  readonly customRulesets: number;
  /** Most lists of an account, and most items in all of them; the largest plan in the account decides. */
  readonly lists: number;
  readonly listItems: number;
}

/**
 * What each plan allows.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/#availability
 * @see https://developers.cloudflare.com/waf/tools/lists/#availability
 */
export const PLANS: Readonly<Record<PlanName, Plan>> = {
  free: {
    id: '0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee',
    title: 'Free Website',
    rules: { http_request_firewall_custom: 5, http_ratelimit: 1 },
    customRulesets: 1,
    lists: 1,
    listItems: 10_000,
  },
  pro: {
    id: 'a577b510288e82b26486fd1df47000ec',
    title: 'Pro Website',
    rules: { http_request_firewall_custom: 20, http_ratelimit: 2 },
    customRulesets: 2,
    lists: 10,
    listItems: 10_000,
  },
  business: {
    id: '1ac039f6c29b691475c3d74fe588d1ae',
    title: 'Business Website',
    rules: { http_request_firewall_custom: 100, http_ratelimit: 5 },
    customRulesets: 5,
    lists: 10,
    listItems: 10_000,
  },
  enterprise: {
    id: '94f3b7b768b0458b56d2cac4fe5ec0f9',
    title: 'Enterprise Website',
    rules: { http_request_firewall_custom: 1000, http_ratelimit: 100 },
    customRulesets: 10,
    lists: 1000,
    listItems: 500_000,
  },
};

/** True if `plan` is `least` or a larger one. */
export function planIncludes(plan: PlanName, least: PlanName): boolean {
  return PLAN_NAMES.indexOf(plan) >= PLAN_NAMES.indexOf(least);
}

export function largestPlan(plans: readonly PlanName[]): PlanName {
  return PLAN_NAMES.findLast((plan) => plans.includes(plan)) ?? 'free';
}
