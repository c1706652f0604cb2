import { InputError } from '../../errors';
import {
  askedConditions,
  type Condition,
  CONDITIONS,
  metConditions,
  readAllowed,
  readCondition,
  type Review,
} from '../../review';

/**
 * The conditions of `waf review` for which a review must not be deployed: what it never lets pass, and what
 * `REVIEW_FAIL_ON` names, without what `REVIEW_ALLOW` names. Both are lists with commas.
 *
 * @throws InputError `review/condition` for a name that is none
 */
export function forbiddenBy(review: Review, environment: NodeJS.ProcessEnv): readonly Condition[] {
  const { failOn, allowed } = readPolicy(environment);
  return metConditions(review, askedConditions(failOn, allowed), allowed);
}

/**
 * What `REVIEW_FAIL_ON` and `REVIEW_ALLOW` name. A step reads them before it plans, also where nothing is judged: a typo
 * would let a plan pass that should fail.
 *
 * @throws InputError `review/condition` for a name that is none
 */
export function readPolicy(environment: NodeJS.ProcessEnv): {
  readonly failOn: readonly Condition[];
  readonly allowed: readonly string[];
} {
  return {
    failOn: words(environment, 'REVIEW_FAIL_ON', readCondition),
    allowed: allowedBy(environment),
  };
}

/**
 * What `REVIEW_ALLOW` names: conditions, and what Terraform may run.
 *
 * @throws InputError `review/condition`
 */
export function allowedBy(environment: NodeJS.ProcessEnv): readonly string[] {
  return words(environment, 'REVIEW_ALLOW', readAllowed);
}

/** The error of a review that the policy refuses. */
export function policyRefusal(met: readonly Condition[]): InputError {
  return new InputError('review/refused', {
    message: `this must not be deployed: ${met.map((condition) => CONDITIONS[condition]).join('; ')} (${met.join(', ')})`,
    help: met.includes('executes')
      ? 'change the code; if this is intended, name each address that the review lists in REVIEW_ALLOW and run this job again'
      : 'change the code; if this is intended, name the condition in REVIEW_ALLOW and run this job again',
  });
}

function words<T>(
  environment: NodeJS.ProcessEnv,
  variable: string,
  read: (place: string, word: string) => T,
): readonly T[] {
  return (environment[variable] ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => read(variable, word));
}
