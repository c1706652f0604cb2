import { type Plan, PLAN_NAMES } from './plans';

const KB = 1024;
const MB = 1024 * KB;

/** A limit of which two bounds are known; they are the same where the limit itself is. */
export interface Limit {
  readonly atLeast: number;
  readonly atMost: number;
  /** What would tell the limit, where the bounds differ. */
  readonly because?: string;
}

/**
 * How many bytes of a body Cloudflare shows to the rules of a zone, by its plan. A contract may say otherwise. What Pro and
 * Business have by default is published nowhere, only that it is less than what Enterprise has.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/http.request.body.truncated/
 * @see https://developers.cloudflare.com/waf/managed-rules/#maximum-body-size
 */
const BODY_LIMITS: Readonly<Record<Plan, Limit>> = {
  free: exactly(MB),
  pro: unpublished('pro'),
  business: unpublished('business'),
  enterprise: exactly(128 * KB),
};

/** Rules can read a body on Enterprise only, where the limit is 128 KB or what the contract says. */
const BODY_LIMIT_WITHOUT_PLAN: Limit = {
  atLeast: 128 * KB,
  atMost: Number.POSITIVE_INFINITY,
  because:
    'how much of a body of this size the rules see depends on the plan of the zone, or on its contract',
};

/**
 * How many headers Cloudflare shows to rules. It only says that there may be too many; nobody has reported it for fewer
 * than 94.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/http.request.headers.truncated/
 */
const HEADER_LIMIT: Limit = {
  atLeast: 64,
  atMost: Number.POSITIVE_INFINITY,
  because: 'Cloudflare does not say how many headers the rules see',
};

/**
 * How many bytes of a body the rules of a zone see.
 *
 * @param given what the zone's contract says
 */
export function bodyLimitOf(plan: Plan | undefined, given: number | undefined): Limit {
  if (given !== undefined) return exactly(given);
  return plan === undefined ? BODY_LIMIT_WITHOUT_PLAN : BODY_LIMITS[plan];
}

/** How many headers the rules of a zone see. */
export function headerLimitOf(given: number | undefined): Limit {
  return given === undefined ? HEADER_LIMIT : exactly(given);
}

function exactly(limit: number): Limit {
  return { atLeast: limit, atMost: limit };
}

function unpublished(plan: Plan): Limit {
  return {
    atLeast: 0,
    atMost: Number.POSITIVE_INFINITY,
    because: `Cloudflare does not say how much of a body the rules of a zone on the ${PLAN_NAMES[plan]} plan see`,
  };
}
