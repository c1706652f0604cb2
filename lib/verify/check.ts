import type { Text } from '../review/text';

/**
 * - `verified`: it is as it should be
 * - `failed`: it is not
 * - `cannot-tell`: nothing proves either
 */
export type Outcome = 'verified' | 'failed' | 'cannot-tell';

/** One thing that was looked at after a deploy. */
export interface Check {
  /** The rules that the API holds, a request that was sent, a neighbour of it, Security Events, or Cloudflare Trace. */
  readonly about: 'live-rules' | 'request' | 'near-miss' | 'events' | 'trace';
  readonly outcome: Outcome;
  /** Name of the zone, or its id where the stack names it so. */
  readonly zone: string;
  /** `ref` of the exception or rule that it is about; `undefined` where it is about none. */
  readonly ref: string | undefined;
  /** What was found, as one sentence with a full stop. */
  readonly sentence: Text;
  /** What to do about it. Absent where there is nothing to do. */
  readonly help?: Text;
}

/** What all checks together say: one failure decides, and nothing is verified as long as nothing was. */
export function outcomeOf(checks: readonly Check[]): Outcome {
  const outcomes = checks.map(({ outcome }) => outcome);
  if (outcomes.includes('failed')) return 'failed';
  return outcomes.includes('cannot-tell') ? 'cannot-tell' : 'verified';
}
