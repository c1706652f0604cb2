import type { DueItem } from './due';
import type { Text } from '../review/text';

/** The skip rules of zones: whose they are, whether they are still needed, and what is due. */
export interface StatusReport {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** So many days of Security Events were asked for. */
  readonly days: number;
  readonly zones: readonly ZoneStatus[];
}

export interface ZoneStatus {
  readonly name: string;
  readonly id: string;
  /** `undefined` if the events could not be read: `notes` say why. */
  readonly lookBack: LookBack | undefined;
  /** Those with something due first. */
  readonly rules: readonly RuleStatus[];
  /** What else is to be said; texts of others among them. */
  readonly notes: readonly string[];
}

/** Which Security Events the figures are from. */
export interface LookBack {
  /** Milliseconds since 1970; the zone's plan may show less than was asked for. */
  readonly from: number;
  /** Days from there until now; not rounded. */
  readonly days: number;
  /** Cloudflare kept a part of the events: counts are estimates, and a rare match may be missing. */
  readonly isSampled: boolean;
  /** There were more skip events than could be read: counts are too low. */
  readonly isCut: boolean;
}

/**
 * - `active`: it applies to requests
 * - `pending`: its begin is yet to come
 * - `ended`: its end has passed, so it applies to no request
 * - `disabled`: someone has switched it off
 */
export type RuleState = 'active' | 'pending' | 'ended' | 'disabled';

/** A skip rule. All texts in it are of others. */
export interface RuleStatus {
  /** An exception of this library, of whatever namespace, or a rule of others. */
  readonly kind: 'exception' | 'foreign';
  /** How people know it: the id in its stack, or the description of a rule of others. */
  readonly label: string;
  readonly namespace: string | undefined;
  readonly ref: string | undefined;
  readonly ruleId: string | undefined;
  readonly phase: string;
  readonly owner: string | undefined;
  readonly ticket: string | undefined;
  readonly reason: string;
  /** Which requests skip what. */
  readonly sentence: Text;
  readonly state: RuleState;
  /** Whether Cloudflare writes a Security Event for a match. */
  readonly isLogged: boolean;
  /** Since when it is as it is; earlier versions may be older. */
  readonly since: Since | undefined;
  /** Milliseconds since 1970. */
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly skipped: readonly SkippedStatus[];
  /** `undefined` if it is not known: its logging is off, or events could not be read. */
  readonly matches: Matches | undefined;
  /** Blocks by managed rules of requests that it is for, since it is as it is. */
  readonly blocked: Blocked | undefined;
  /** The most urgent first. */
  readonly due: readonly DueItem[];
}

export interface Since {
  /** Milliseconds since 1970: its last change. */
  readonly at: number;
  /** It was made then: this is its first version. */
  readonly isBegin: boolean;
}

/**
 * What a skipped rule or ruleset would do with requests.
 *
 * - `acts`: block, challenge, add to a score
 * - `logs`: it only logs
 * - `disabled`: it is switched off
 * - `gone`: the zone does not run it, or Cloudflare has removed it
 * - `unknown`: the API does not show it
 */
export type SkippedEffect = 'acts' | 'logs' | 'disabled' | 'gone' | 'unknown';

export interface SkippedStatus {
  readonly title: string;
  readonly effect: SkippedEffect;
  /** At least since then, where it does not act. */
  readonly since: number | undefined;
}

/** How often a rule has matched. */
export interface Matches {
  readonly total: number;
  /** By day (UTC, `YYYY-MM-DD`), in order; days without a match are left out. */
  readonly days: readonly { readonly day: string; readonly count: number }[];
  /** The day of the last match. */
  readonly last: string | undefined;
  /** Which requests, the most frequent first. */
  readonly requests: readonly UsedRequest[];
  /** So many further kinds of requests are not listed. */
  readonly moreRequests: number;
}

export interface UsedRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly count: number;
}

export interface Blocked {
  readonly requests: number;
  /** Of these, the events show that the rule is for so many; others may differ in what events do not tell. */
  readonly certain: number;
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** Titles of the rules that acted, the most frequent first. */
  readonly by: readonly string[];
}
