import type { Condition } from '../questions/conditions';
import { LIMIT } from '../limits';
import { boundsPath } from '../questions/regex-paths';
import { conditionLint } from '../rule';
import { NORMAL_WITH_QUERY, opening, PATH } from '../questions/uri-conditions';

const onPath = opening(
  [PATH, ...NORMAL_WITH_QUERY],
  ['eq', 'in', 'starts_with', 'matches', 'wildcard', 'strict wildcard'],
);

export const missingRawPath = conditionLint(
  'missing-raw-path',
  'warning',
  'a path condition that the origin may see differently',
  onPath,
  (condition, subject) =>
    (subject.limits & LIMIT.sentPathOrCaller) !== 0 || condition !== subject.conditions.find(isOnWholePath)
      ? []
      : [
          {
            message:
              'only the normalised path is compared, and the origin gets the raw one, such as `/x.php/../export`',
            help: 'compare `raw.http.request.uri.path` with the same text as well',
            range: condition.node.range,
          },
        ],
);

/** Of patterns that are met by other paths too, other lint rules tell: there the raw path is not the matter. */
function isOnWholePath({ shape, right }: Condition): boolean {
  if (!onPath(shape)) return false;
  if (right?.kind === 'regex') return boundsPath(right.pattern);
  return right?.kind !== 'wildcard' || !right.pattern.includes('*');
}
