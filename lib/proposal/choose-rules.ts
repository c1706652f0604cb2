import { type BlockedRequest, isScoreRule, type MatchedRule } from './blocked-request';
import { groupedBy } from './grouped';
import { keyOf, passing, type ScoreFacts } from './passing';

/** Sets of at most as many rules are all tried. */
const MAX_TRIED = 12;

/**
 * The fewest rules whose skipping lets each wanted request through for sure. Of several sets, the one that lets the fewest of
 * the others through; then the one with the fewest rules. Never the rule that acts on OWASP's score: without it no score of
 * any request counts.
 */
export function chooseRules(
  wanted: readonly BlockedRequest[],
  others: readonly BlockedRequest[],
  facts: ScoreFacts,
): readonly MatchedRule[] {
  // What ended a request by itself must be skipped; what added to a score may be.
  const needed = unique(wanted.map(({ decider }) => decider).filter((rule) => !isScoreRule(rule)));
  const optional = unique(wanted.flatMap(({ contributors }) => contributors)).filter(
    (rule) => !needed.some((one) => keyOf(one) === keyOf(rule)),
  );
  const wantedKinds = alike(wanted);
  const otherKinds = alike(others);
  const sets = optional.length <= MAX_TRIED ? subsets(optional) : [pruned()];
  const [best] = sets
    .map((set) => [...needed, ...set])
    .filter(isEnough)
    .map((rules) => ({ rules, lost: lostBy(rules) }))
    .sort((a, b) => a.lost - b.lost || a.rules.length - b.rules.length);
  if (best === undefined) throw new Error('a wanted request comes without its contributors');
  return best.rules;

  function isEnough(rules: readonly MatchedRule[]): boolean {
    const skipped = new Set(rules.map(keyOf));
    return wantedKinds.every(({ request }) => passing(request, skipped, facts) === 'passes');
  }

  function lostBy(rules: readonly MatchedRule[]): number {
    const skipped = new Set(rules.map(keyOf));
    return otherKinds
      .filter(({ request }) => passing(request, skipped, facts) !== 'stays blocked')
      .reduce((sum, { weight }) => sum + weight, 0);
  }

  /** The optional rules but for those that are not needed, tried one after the other, the costliest first. */
  function pruned(): readonly MatchedRule[] {
    const costs = new Map(optional.map((rule) => [rule, lostBy([rule])]));
    let kept = [...optional].sort((a, b) => (costs.get(b) ?? 0) - (costs.get(a) ?? 0));
    for (const rule of [...kept]) {
      const fewer = kept.filter((one) => one !== rule);
      if (isEnough([...needed, ...fewer])) kept = fewer;
    }
    return kept;
  }
}

/** Requests that the same rules ended and scored get past the same sets of rules: one of each kind, for all of them. */
function alike(
  requests: readonly BlockedRequest[],
): readonly { readonly request: BlockedRequest; readonly weight: number }[] {
  const kinds = groupedBy(requests, ({ decider, contributors }) =>
    JSON.stringify([decider, ...contributors].map((rule) => [keyOf(rule), isScoreRule(rule)])),
  );
  return [...kinds.values()].map((all) => ({
    request: all[0],
    weight: all.reduce((sum, { weight }) => sum + weight, 0),
  }));
}

function unique(rules: readonly MatchedRule[]): readonly MatchedRule[] {
  return [...new Map(rules.map((rule) => [keyOf(rule), rule])).values()];
}

function subsets(rules: readonly MatchedRule[]): readonly (readonly MatchedRule[])[] {
  return Array.from({ length: 2 ** rules.length }, (_, bits) =>
    rules.filter((_rule, index) => (bits >> index) % 2 === 1),
  );
}
