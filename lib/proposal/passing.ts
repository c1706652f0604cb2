import { type BlockedRequest, isScoreRule, type MatchedRule } from './blocked-request';

/** What is known of the zone's OWASP rules beyond the events, which name neither points nor the threshold. */
export interface ScoreFacts {
  /** What each rule adds to the score, by its id. Of the others nothing is known. */
  readonly points: ReadonlyMap<string, number>;
  /** The score from which rule 949110 acts. */
  readonly threshold: number | undefined;
}

export const NO_SCORE_FACTS: ScoreFacts = { points: new Map(), threshold: undefined };

/** Whether a request gets past the managed rules that the evidence names: for sure, perhaps, or not. */
export type Passing = 'passes' | 'may pass' | 'stays blocked';

/**
 * What becomes of a blocked request once these rules are skipped for it. Rules that would match after the one that ended it
 * are in no evidence.
 */
export function passing(request: BlockedRequest, skipped: ReadonlySet<string>, facts: ScoreFacts): Passing {
  const { decider, contributors } = request;
  if (skipped.has(keyOf(decider))) return 'passes';
  if (mayBeOne(decider, skipped)) return 'may pass';
  if (!isScoreRule(decider)) return 'stays blocked';
  const left = contributors.filter((rule) => !skipped.has(keyOf(rule)));
  // Of an event without its contributors, and of one none of which is skipped, nothing changes.
  if (left.length === contributors.length) return 'stays blocked';
  if (left.length === 0) return 'passes';
  const points = left.map(({ ruleId }) => facts.points.get(ruleId));
  const least = points.reduce<number>((total, one) => total + (one ?? 0), 0);
  if (facts.threshold !== undefined && least >= facts.threshold) return 'stays blocked';
  return facts.threshold === undefined || points.includes(undefined) ? 'may pass' : 'passes';
}

/** Whether the rule may be one of these: an event can lack the id of its rule or of its ruleset. */
function mayBeOne({ rulesetId, ruleId }: MatchedRule, skipped: ReadonlySet<string>): boolean {
  if (rulesetId !== '' && ruleId !== '') return false;
  return [...skipped].some((key) => {
    const [ruleset = '', rule = ''] = key.split('/');
    return (rulesetId === '' || rulesetId === ruleset) && (ruleId === '' || ruleId === rule);
  });
}

/** A rule with its ruleset, as a key of a set. */
export function keyOf({ rulesetId, ruleId }: Pick<MatchedRule, 'rulesetId' | 'ruleId'>): string {
  return `${rulesetId}/${ruleId}`;
}
