import type { LiveJson } from '../../api-client';

/** One thing about a live rule that a plan would not write back as it is. */
export interface Loss {
  /** `lost`: the plan would change it without a word. `refused`: no plan would get through, so nothing is written. */
  readonly effect: 'lost' | 'refused';
  /** Where in the rule, for instance `action_parameters.overrides.rules[0].id`; empty for the rule as a whole. */
  readonly path: string;
  /** What the API holds there. */
  readonly value: LiveJson;
  /** What would happen and why, as one clause. */
  readonly reason: string;
}

/** A loss, and whose it is: one thing that a deploy would not leave, or make, as it should be. */
export interface Finding extends Loss {
  /** The rule it is about. */
  readonly rule: { readonly ref: string; readonly description: string };
}

export function lost(path: string, value: LiveJson, reason: string): Loss {
  return { effect: 'lost', path, value, reason };
}

export function refused(path: string, value: LiveJson, reason: string): Loss {
  return { effect: 'refused', path, value, reason };
}
