import type { MitigatingAction } from '../cloudflare';
import type { Rule } from '../rulesets';
import type { Cause } from './cause';
import type { SkipTargets } from './skip-targets';

/** What a rule does to the request once it matches. */
export type Effect =
  | { readonly kind: 'ends'; readonly action: MitigatingAction }
  | { readonly kind: 'skips'; readonly targets: SkipTargets }
  | { readonly kind: 'executes'; readonly execution: Execution }
  /** Anything: what decides it cannot be read. */
  | { readonly kind: 'unread' }
  /** It only leaves an event, or does nothing that concerns what follows. */
  | { readonly kind: 'none' };

/** The ruleset that an `execute` rule runs, and what earlier exceptions take out of it. */
export interface Execution {
  /** Empty where the rule names none. */
  readonly rulesetId: string;
  /** Exceptions that skip the whole ruleset. */
  readonly skippedBy: readonly Cause[];
  readonly skippedRules: readonly SkippedRule[];
  /** False for a custom ruleset whose rules are not given: they may do anything. */
  readonly isKnown: boolean;
}

export interface SkippedRule {
  readonly id: string;
  readonly by: readonly Cause[];
}

/**
 * - `matches`, `does not match`, `unknown`: what its expression says of the request
 * - `disabled`: it is switched off
 * - `skipped`: an earlier rule skips it, so it is not evaluated
 * - `not reached`: an earlier rule has ended the request
 */
export type Outcome = 'matches' | 'does not match' | 'unknown' | 'disabled' | 'skipped' | 'not reached';

/** One rule of a walk. */
export interface Step {
  readonly rule: Rule;
  /** Ids of the custom rulesets that it is in, from the outermost; empty in the entry point. */
  readonly inside: readonly string[];
  /** What would tell whether those are executed; empty if they are. */
  readonly insideNeeds: readonly string[];
  readonly outcome: Outcome;
  /** What would tell whether it matches. */
  readonly needs: readonly string[];
  /** Earlier rules that skip it; where none is sure, the outcome is that of the case in which they don't. */
  readonly skippedBy: readonly Cause[];
  /** Earlier rules that end the request; likewise. */
  readonly endedBy: readonly Cause[];
  /** What it does; for a rule that matches, or of which that is not known. */
  readonly effect: Effect | undefined;
  /** What would tell whether it takes effect, if no earlier rule ends the request; empty if that is known. */
  readonly effectNeeds: readonly string[];
}
