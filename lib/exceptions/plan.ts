import { CUSTOM_RULES_BY_PLAN, isPlan, type ZonePlan, PLANS } from '../cloudflare';
import { didYouMean, InputError, requireString, show } from '../errors';

/** Most custom rules that a zone may have, by the plan that Cloudflare says it has. */
export type CustomRuleLimits = Readonly<Record<ZonePlan, number>> & {
  /** With any other plan, such as a partner's; `null` = nothing is known, so nothing is refused. */
  readonly other: number | null;
};

/**
 * The limits, as far as code narrows them. Free, Pro and Business have one number for everybody; an Enterprise contract
 * may have another than the usual one, and a plan that we do not know has whatever code says.
 *
 * @param plan The plan that code says the zone has.
 * @param quota The number that code says the contract has.
 */
export function customRuleLimits(plan: ZonePlan | undefined, quota: number | undefined): CustomRuleLimits {
  const said = quota ?? (plan === undefined ? undefined : CUSTOM_RULES_BY_PLAN[plan]);
  const narrowed = (limit: number): number => Math.min(limit, said ?? limit);
  const limits = Object.fromEntries(
    PLANS.map((one) => [one, narrowed(CUSTOM_RULES_BY_PLAN[one])]),
  ) as Readonly<Record<ZonePlan, number>>;
  return { ...limits, enterprise: quota ?? limits.enterprise, other: said ?? null };
}

/** The limit of a zone, by the `legacy_id` of its plan; `undefined` where none is known. */
export function customRuleLimit(limits: CustomRuleLimits, zonePlan: string | undefined): number | undefined {
  return (isPlan(zonePlan) ? limits[zonePlan] : limits.other) ?? undefined;
}

/** The limit of the zone that may have the most: more cannot be right, whatever its plan is. */
export function largestLimit({ enterprise, other }: CustomRuleLimits): number {
  return other ?? enterprise;
}

/** @throws InputError `zone-plan/unknown` */
export function requirePlan(plan: string): void {
  requireString('zonePlan', plan);
  if (isPlan(plan)) return;
  throw new InputError('zone-plan/unknown', {
    message: `\`zonePlan\` must be the zone's Cloudflare plan, got: ${show(plan)}`,
    help: didYouMean(plan, PLANS),
  });
}
