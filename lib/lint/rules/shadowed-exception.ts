import { show } from '../../errors';
import { type Exemption, hasAllRequestsOf, replaces } from '../questions/coverage';
import type { ProvenCoverage } from '../questions/proven-coverage';
import type { Rule } from '../../rulesets';
import { type FoundInList, listLint } from '../rule';

/** Wider exceptions that one condition is looked up in: more would be a pass over all pairs. */
const MAX_CANDIDATES = 50;

export const shadowedException = listLint(
  'shadowed-exception',
  'warning',
  'an exception whose requests another one skips as well',
  ({ exemptions, coverage, list: { rules } }) => {
    const byRarest = indexByRarestCondition(exemptions);
    return exemptions.flatMap((inner): FoundInList[] => {
      const written = findOuter(inner, byRarest, rules);
      const { outer, than } =
        written === undefined ? (coverage.coveringOf(inner) ?? {}) : { outer: written, than: 'wider' };
      if (outer === undefined || than === 'same' || areSame(inner, outer, coverage)) return [];
      const name = outer.rule.ref ?? '';
      return [
        {
          message: `rule ${outer.position + 1}${name === '' ? '' : ` (${show(name)})`} skips ${than === 'wider' ? 'the same for more requests' : 'all of this for the same requests'}: this exception changes nothing`,
          help: 'remove it, or narrow the other one',
          rule: inner.position,
        },
      ];
    });
  },
);

/** Whether a condition more changes nothing: then `duplicate-exception` reports the later one of the two. */
function areSame(one: Exemption, other: Exemption, coverage: ProvenCoverage): boolean {
  return [one, other].some((inner) => {
    const covering = coverage.coveringOf(inner);
    return covering?.than === 'same' && (covering.outer === one || covering.outer === other);
  });
}

function findOuter(
  inner: Exemption,
  byRarest: ReadonlyMap<number, readonly Exemption[]>,
  rules: readonly Rule[],
): Exemption | undefined {
  for (const condition of inner.conditions) {
    const outer = byRarest
      .get(condition)
      ?.slice(0, MAX_CANDIDATES)
      .find(
        (candidate) =>
          (candidate.conditions.length < inner.conditions.length || candidate.end !== inner.end) &&
          hasAllRequestsOf(candidate, inner) &&
          replaces(candidate, inner, rules),
      );
    if (outer !== undefined) return outer;
  }
  return undefined;
}

/** Each exception under the one of its conditions that the fewest share: whoever it covers has that one too. */
function indexByRarestCondition(all: readonly Exemption[]): ReadonlyMap<number, readonly Exemption[]> {
  const counts = new Map<number, number>();
  for (const { conditions } of all) {
    for (const condition of conditions) counts.set(condition, (counts.get(condition) ?? 0) + 1);
  }
  const index = new Map<number, Exemption[]>();
  for (const exemption of all) {
    const rarest = exemption.conditions.reduce((a, b) =>
      (counts.get(b) ?? 0) < (counts.get(a) ?? 0) ? b : a,
    );
    const bucket = index.get(rarest);
    if (bucket === undefined) index.set(rarest, [exemption]);
    else bucket.push(exemption);
  }
  return index;
}
