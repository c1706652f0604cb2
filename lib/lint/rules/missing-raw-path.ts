import { LIMIT } from '../limits';
import { conditionLint } from '../rule';
import { isFirst, opening, PATH } from '../uri-conditions';

const onPath = opening([PATH], ['eq', 'in', 'starts_with']);

export const missingRawPath = conditionLint(
  'missing-raw-path',
  'a path condition that the origin may see differently',
  onPath,
  (condition, subject) =>
    (subject.limits & (LIMIT.rawPath | LIMIT.caller)) !== 0 || !isFirst(condition, subject, onPath)
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
