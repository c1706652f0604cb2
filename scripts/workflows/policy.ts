import { didYouMean, InputError, show } from '../../lib/errors';
import { ALWAYS, type Condition, CONDITIONS, metConditions, type Review } from '../../lib/review';

/**
 * Refuses a review by the conditions of `waf review`: deletion and replacement, and what `REVIEW_FAIL_ON` names, without
 * what `REVIEW_ALLOW` names. Both are lists with commas.
 *
 * @throws InputError `review/refused`, or `review/condition` for a name that is none
 */
export function requireAllowed(review: Review, environment: NodeJS.ProcessEnv): void {
  const allowed = conditions(environment, 'REVIEW_ALLOW');
  const asked = new Set([...ALWAYS, ...conditions(environment, 'REVIEW_FAIL_ON')]);
  const met = metConditions(
    review,
    [...asked].filter((condition) => !allowed.includes(condition)),
  );
  if (met.length === 0) return;
  throw new InputError('review/refused', {
    message: `this must not be deployed: ${met.map((condition) => CONDITIONS[condition]).join('; ')} (${met.join(', ')})`,
    help: 'change the code; if it is meant so, name the condition in REVIEW_ALLOW for this pull request',
  });
}

function conditions(environment: NodeJS.ProcessEnv, variable: string): readonly Condition[] {
  const words = (environment[variable] ?? '').split(',').map((word) => word.trim());
  return words.filter((word) => word !== '').map((word) => conditionOf(variable, word));
}

function conditionOf(variable: string, word: string): Condition {
  const known = Object.keys(CONDITIONS);
  if (known.includes(word)) return word as Condition;
  throw new InputError('review/condition', {
    message: `${variable} names no condition, got: ${show(word)}`,
    help: didYouMean(word, known),
  });
}
