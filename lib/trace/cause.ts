import type { Verdict } from '../rules-language';
import type { Rule } from '../rulesets';

/** A rule that decides about what follows it. */
export interface Cause {
  readonly rule: Rule;
  /** What would tell whether it does, as texts; empty if it does for sure. */
  readonly needs: readonly string[];
}

/** Whether any of them decides: one that does for sure makes the others unimportant. */
export function certainty(causes: readonly Cause[]): Verdict {
  if (causes.length === 0) return false;
  return causes.some(isCertain) ? true : 'unknown';
}

/** Those that explain the outcome: the first one that is sure, or else every one that could be. */
export function decisive(causes: readonly Cause[]): readonly Cause[] {
  const certain = causes.find(isCertain);
  return certain === undefined ? causes : [certain];
}

/** What would tell whether any of them decides; empty if that is known. */
export function needsOf(causes: readonly Cause[]): readonly string[] {
  return certainty(causes) === 'unknown' ? unique(causes.flatMap(({ needs }) => needs)) : [];
}

export function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function isCertain({ needs }: Cause): boolean {
  return needs.length === 0;
}
