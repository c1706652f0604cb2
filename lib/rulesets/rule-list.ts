import type { CheckedPhase, ZonePlan } from '../cloudflare';
import type { Problem } from '../cloudflare/rule';
import type { ListContents } from './read/read-lists';
import type { Rule } from './rule';

/** The rules of a phase, in their order. */
export interface RuleList {
  readonly rules: readonly Rule[];
  readonly phase?: CheckedPhase | undefined;
  /** The phase that it names, where that is another one: its rules are not of the WAF, or of a phase that is not known here. */
  readonly otherPhase?: string | undefined;
  /** `zone`, `root` (the account's entry point) or `custom`. */
  readonly kind?: string | undefined;
  readonly plan?: ZonePlan | undefined;
  /** The id of the ruleset. */
  readonly id?: string | undefined;
  /** The id of the zone that it belongs to. */
  readonly zoneId?: string | undefined;
  /** The zone's domain name. */
  readonly zoneName?: string | undefined;
  /** Contents of the account's lists, as far as they are known. */
  readonly lists?: ListContents | undefined;
  /** True if these are all rules of the ruleset, not just some that are added to it. */
  readonly isWhole?: boolean | undefined;
  /** Why it, or its rules as a whole, cannot be read. */
  readonly problems?: readonly Problem[] | undefined;
}
