import type { RequestFacts, Skipped } from '../evidence';
import type { Text } from '../review/text';
import type { Remedy } from './remedies';

/** Who answered the requests of the evidence, and why. */
export interface Diagnosis {
  readonly requests: readonly DiagnosedRequest[];
  readonly skipped: Skipped;
}

/** Who may have answered. */
export type Answerer = 'edge' | 'origin' | 'unknown';

/**
 * How sure it is: `proof` is a record of Cloudflare or of the origin about this very request, `strong` is what anyone could
 * imitate or replace but hardly does, `weak` is a rule of thumb, `none` means that it is not known.
 */
export type Certainty = 'proof' | 'strong' | 'weak' | 'none';

/** One request: who answered it, and why. */
export interface DiagnosedRequest {
  readonly ray: string | undefined;
  /** Milliseconds since 1970. */
  readonly time: number | undefined;
  readonly request: RequestFacts;
  /** What the client was answered, as far as anything says it. */
  readonly status: number | undefined;
  readonly answeredBy: Answerer;
  readonly certainty: Certainty;
  /**
   * What answered: the source of Security Events (`firewallManaged`, `rateLimit`), or `worker`, `access`, `cache`, `redirect`,
   * `connection` where the edge could not reach the origin; `undefined` if that is not known.
   */
  readonly product: string | undefined;
  /** What it did, as rules spell it: `block`, `managed_challenge`. */
  readonly action: string | undefined;
  /** The rule that decided, and before it those that added to its score, in the order in which they matched. */
  readonly rules: readonly DiagnosedRule[];
  /** Least sum of what the contributors add to the score; `undefined` if none is known. */
  readonly scoreAtLeast: number | undefined;
  readonly remedy: Remedy;
  /** What the origin's own logs say of the cause, if anything. */
  readonly cause: OriginCause | undefined;
  readonly evidence: readonly Text[];
  /** What to fetch to know more. */
  readonly next: readonly Text[];
  /** How many requests it stands for: Cloudflare samples. */
  readonly sampleInterval: number;
}

/** A rule that matched. */
export interface DiagnosedRule {
  readonly rulesetId: string | undefined;
  readonly id: string | undefined;
  readonly ref: string | undefined;
  readonly title: string | undefined;
  /** It added to the score on which another rule acted. */
  readonly contributes: boolean;
  /** What it matched, encrypted to the zone's public key, in Base64; Enterprise only. */
  readonly encryptedPayload: string | undefined;
}

/** Why an origin refuses or fails. */
export type OriginCause =
  | 'rate-limit'
  | 'empty-user-agent'
  | 'access-rule'
  | 'closed-by-rule'
  | 'body-size'
  | 'time-out'
  | 'crashed-worker'
  | 'not-running'
  | 'missing-program'
  | 'exception'
  | 'auth';
