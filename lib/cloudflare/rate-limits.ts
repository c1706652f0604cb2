import type { Action } from './actions';
import type { ZonePlan } from './plans';

/**
 * Seconds over which a rate limit can count requests, and for which it can act. Two pages of Cloudflare name them, and this is
 * the longer list.
 *
 * @see https://developers.cloudflare.com/waf/rate-limiting-rules/#availability
 */
export const RATE_LIMIT_SECONDS: readonly number[] = [
  10, 15, 20, 30, 40, 45, 60, 90, 120, 180, 240, 300, 480, 600, 900, 1200, 1800, 2400, 3600, 65_535, 86_400,
];

/** Every counter is that of one data center, so each rate limit must name it. No expression can use it. */
export const DATA_CENTER = 'cf.colo.id';
/** Distinguishes clients behind one address. No expression can use it. */
export const VISITOR = 'cf.unique_visitor_id';
export const CLIENT_ADDRESS = 'ip.src';

/** What the rate limits of a zone can do. */
export interface RateLimitFacts {
  /** The longest period of those above. */
  readonly longestPeriod: number;
  /** How long they may act, at most; absent where it can be any time. */
  readonly longestTimeout?: number;
  /** What their expressions can look at, and what is made of it; absent where that depends on an add-on. */
  readonly fields?: readonly string[];
  /** What they can count by, beside the data center; absent where that depends on an add-on. */
  readonly characteristics?: readonly string[];
  /** They can count other requests than those that they limit. */
  readonly canCountOthers: boolean;
  /** They can block just what is over the limit, and ask for a challenge for some time. */
  readonly canChooseBehavior: boolean;
}

const PATH_AND_BOTS = ['http.request.uri.path', 'cf.bot_management.verified_bot', 'cf.client.bot'];
const URLS = [...PATH_AND_BOTS, 'http.host', 'http.request.uri', 'http.request.full_uri'];

/**
 * What the rate limits of a zone can do, by its plan.
 *
 * @see https://developers.cloudflare.com/waf/rate-limiting-rules/#availability
 * @see https://developers.cloudflare.com/waf/rate-limiting-rules/parameters/
 */
export const RATE_LIMITS: Readonly<Record<ZonePlan, RateLimitFacts>> = {
  free: {
    fields: PATH_AND_BOTS,
    longestPeriod: 10,
    longestTimeout: 10,
    characteristics: [CLIENT_ADDRESS],
    canCountOthers: false,
    canChooseBehavior: false,
  },
  pro: {
    fields: URLS,
    longestPeriod: 60,
    longestTimeout: 3600,
    characteristics: [CLIENT_ADDRESS],
    canCountOthers: false,
    canChooseBehavior: false,
  },
  business: {
    fields: [...URLS, 'http.request.method', 'ip.src', 'http.user_agent'],
    longestPeriod: 600,
    longestTimeout: 86_400,
    characteristics: [CLIENT_ADDRESS, VISITOR],
    canCountOthers: true,
    canChooseBehavior: false,
  },
  enterprise: { longestPeriod: 86_400, canCountOthers: true, canChooseBehavior: true },
};

/** Actions that ask the visitor for something. */
export const CHALLENGES: readonly Action[] = ['challenge', 'js_challenge', 'managed_challenge'];
