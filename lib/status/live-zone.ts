import type { DeployedRuleset } from '../deployed-rules';
import type { SecurityEvent } from '../evidence';
import type { TracedZone } from '../trace';
import type { LookBack } from './report';

/** What a zone runs, and what its Security Events show. */
export interface LiveZone {
  readonly name: string;
  readonly id: string;
  readonly rules: TracedZone;
  readonly deployed: readonly DeployedRuleset[];
  /** Of rules and rulesets, by id. */
  readonly changes: ReadonlyMap<string, LastChange>;
  /** `undefined` if they could not be read. */
  readonly events: LiveEvents | undefined;
  readonly notes: readonly string[];
}

/** When something was last changed, as the API shows it. */
export interface LastChange {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly version: string | undefined;
}

export interface LiveEvents {
  readonly lookBack: LookBack;
  readonly skips: readonly SkipCount[];
  /** All that is no skip, for requests that a rule may be for. */
  readonly blocks: readonly SecurityEvent[];
}

/** So many requests of one kind that one rule let pass on one day. */
export interface SkipCount {
  readonly ruleId: string | undefined;
  readonly ref: string | undefined;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly count: number;
}
