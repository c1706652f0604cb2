import { BODY_BYTES_BY_PLAN, type ZonePlan, PLAN_FACTS } from '../../cloudflare';

/** A limit of which two bounds are known; they are the same where the limit itself is. */
export interface Limit {
  readonly atLeast: number;
  readonly atMost: number;
  /** What would tell the limit, where the bounds differ. */
  readonly reason?: string;
}

/** Rules can read a body on Enterprise only, where the limit is 128 KB or what the contract says. */
const BODY_LIMIT_WITHOUT_PLAN: Limit = {
  atLeast: BODY_BYTES_BY_PLAN.enterprise,
  atMost: Number.POSITIVE_INFINITY,
  reason: 'how much of a body of this size the rules see depends on the plan of the zone, or on its contract',
};

/**
 * How many headers Cloudflare shows to rules. It only says that there may be too many; there are no reports for fewer
 * than 94.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/http.request.headers.truncated/
 */
const HEADER_LIMIT: Limit = {
  atLeast: 64,
  atMost: Number.POSITIVE_INFINITY,
  reason: 'Cloudflare does not say how many headers the rules see',
};

/**
 * How many bytes of a body the rules of a zone see.
 *
 * @param given what the zone's contract says
 */
export function bodyLimitOf(plan: ZonePlan | undefined, given: number | undefined): Limit {
  if (given !== undefined) return exactly(given);
  if (plan === undefined) return BODY_LIMIT_WITHOUT_PLAN;
  const published = BODY_BYTES_BY_PLAN[plan];
  return published === undefined ? unpublished(plan) : exactly(published);
}

/** How many headers the rules of a zone see. */
export function headerLimitOf(given: number | undefined): Limit {
  return given === undefined ? HEADER_LIMIT : exactly(given);
}

function exactly(limit: number): Limit {
  return { atLeast: limit, atMost: limit };
}

function unpublished(plan: ZonePlan): Limit {
  return {
    atLeast: 0,
    atMost: Number.POSITIVE_INFINITY,
    reason: `Cloudflare does not say how much of a body the rules of a zone on the ${PLAN_FACTS[plan].name} plan see`,
  };
}
