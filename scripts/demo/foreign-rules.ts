import { isDeepStrictEqual } from 'node:util';
import { escapeControls } from '../../lib/errors';
import type { EntryPoint, Rule } from './entry-points';

/** How the rules of others fared. */
export type ForeignRules =
  /** One of them is gone, changed, or in another order, or there is an undeclared rule. */
  | { readonly problem: string }
  /** All are there, the same to the letter. */
  | { readonly kept: string };

/** Start of the `ref` of an exception, whoever declares it. */
const EXCEPTION = 'wafx__';

/**
 * Compares the rules of others before and after: content, id, ref and version of each, and their order. Exceptions of
 * all teams go above all other rules, sorted by ref: an exception that someone else had put lower moves up, and is named.
 *
 * @param ours Refs that the deploys in between declare.
 */
export function compareForeignRules(
  before: readonly EntryPoint[],
  after: readonly EntryPoint[],
  ours: readonly string[],
): ForeignRules {
  const moves: string[] = [];
  let count = 0;
  for (const { phase, rules } of before) {
    const now = after.find((entryPoint) => entryPoint.phase === phase)?.rules ?? [];
    const foreign = now.filter(({ ref }) => !ours.includes(ref));
    for (const rule of rules) {
      const same = foreign.find(({ id }) => id === rule.id);
      if (same === undefined) return { problem: `the rule ${nameOf(rule)} of ${phase} is gone` };
      if (!isDeepStrictEqual(same, rule)) return { problem: `the rule ${nameOf(rule)} of ${phase} changed` };
      count += 1;
    }
    const added = foreign.find(({ id }) => !rules.some((rule) => rule.id === id));
    if (added !== undefined)
      return { problem: `${phase} has a rule that no stack declares: ${nameOf(added)}` };
    if (!isDeepStrictEqual(idsOfOthers(foreign), idsOfOthers(rules))) {
      return { problem: `the order of the rules of others in ${phase} changed` };
    }
    moves.push(...movesIn(rules, now));
  }
  return {
    kept: [`all ${count} rules of others have the same content, id, ref and version`, ...orderOf(moves)].join(
      ', ',
    ),
  };
}

function orderOf(moves: readonly string[]): readonly string[] {
  if (moves.length === 0) return ['in the same order'];
  return [`in the same order but for ${moves.join(', ')}: exceptions go above all other rules`];
}

/** The exceptions of others that have other rules above them than before. */
function movesIn(before: readonly Rule[], after: readonly Rule[]): readonly string[] {
  const above = (rule: Rule, rules: readonly Rule[]) => idsOfOthers(rules.slice(0, positionOf(rule, rules)));
  return before
    .filter(({ ref }) => ref.startsWith(EXCEPTION))
    .filter((rule) => !isDeepStrictEqual(above(rule, before), above(rule, after)))
    .map(
      (rule) => `${nameOf(rule)} (from ${positionOf(rule, before) + 1} to ${positionOf(rule, after) + 1})`,
    );
}

function positionOf({ id }: Rule, rules: readonly Rule[]): number {
  return rules.findIndex((rule) => rule.id === id);
}

function idsOfOthers(rules: readonly Rule[]): readonly string[] {
  return rules.filter(({ ref }) => !ref.startsWith(EXCEPTION)).map(({ id }) => id);
}

function nameOf({ ref }: Rule): string {
  return escapeControls(ref);
}
