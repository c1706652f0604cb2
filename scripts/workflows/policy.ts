import { didYouMean, InputError, show } from '../../lib/errors';
import { ALWAYS, type Condition, CONDITIONS, metConditions, type Review } from '../../lib/review';

/**
 * The conditions of `waf review` for which a review must not be deployed: deletion and replacement, and what
 * `REVIEW_FAIL_ON` names, without what `REVIEW_ALLOW` names. Both are lists with commas.
 *
 * @throws InputError `review/condition` for a name that is none
 */
export function forbiddenBy(review: Review, environment: NodeJS.ProcessEnv): readonly Condition[] {
  const allowed = conditions(environment, 'REVIEW_ALLOW');
  const asked = new Set([...ALWAYS, ...conditions(environment, 'REVIEW_FAIL_ON')]);
  return metConditions(
    review,
    [...asked].filter((condition) => !allowed.includes(condition)),
  );
}

/** The error of a review that the policy refuses. */
export function policyRefusal(met: readonly Condition[]): InputError {
  return new InputError('review/refused', {
    message: `this must not be deployed: ${met.map((condition) => CONDITIONS[condition]).join('; ')} (${met.join(', ')})`,
    help: 'change the code; if it is meant so, name the condition in REVIEW_ALLOW and run this job again',
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
