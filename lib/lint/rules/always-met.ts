import { LIMIT } from '../limits';
import { WITH_PATH } from '../questions/uri-conditions';
import { conditionLint } from '../rule';
import { isJudged, valueFindings } from '../values/value-findings';
import { mayTell } from '../values/value-ids';

export const alwaysMet = conditionLint(
  'always-met',
  'warning',
  'a condition that every request meets',
  (shape) => isJudged(shape) && mayTell('always-met', shape),
  (condition, { isException, limits }) => {
    // `missing-path` reports an exception for every path.
    const isMissingPath = isException && (limits & LIMIT.pathOrCaller) === 0;
    if (isMissingPath && WITH_PATH.includes(condition.shape.field)) return [];
    return valueFindings(condition).filter(({ id }) => id === 'always-met');
  },
);
