import { MANAGED_RULESETS } from '../cloudflare';
import { actsOnScore } from '../managed-rules';
import { executed, type Rule } from '../rulesets';
import type { CatalogueRuleset } from './catalogue';
import { effectiveRule } from './effective-rule';
import { overridesOf } from './overrides';

/** What a zone's OWASP rules add to a score, and the score from which rule 949110 acts. */
export interface ScoreOfZone {
  /** By the id of the rule; only of rules whose points the API shows. */
  readonly points: ReadonlyMap<string, number>;
  /** The lowest of the thresholds that the zone has; `undefined` if the API shows none. */
  readonly threshold: number | undefined;
}

/** @param owasp the OWASP ruleset as the API shows it @param managed the rules of the zone's managed phase */
export function scoreFactsOf(owasp: CatalogueRuleset, managed: readonly Rule[]): ScoreOfZone {
  const acting = owasp.rules.find(({ id, title }) => actsOnScore(id, title));
  // A zone may execute the ruleset several times: what is under the lowest threshold is under each.
  const thresholds = managed
    .filter((rule) => executed(rule) === MANAGED_RULESETS.OWASP_CORE.id)
    .flatMap((rule) => {
      const found = acting && effectiveRule(acting, overridesOf(rule)).scoreThreshold;
      return found === undefined ? [] : [found];
    });
  return {
    points: new Map(
      owasp.rules.flatMap(({ id, points }) => (points === undefined ? [] : [[id, points] as const])),
    ),
    threshold: thresholds.length === 0 ? undefined : Math.min(...thresholds),
  };
}
