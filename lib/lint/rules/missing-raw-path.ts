import { LIMIT } from '../limits';
import { exceptionLint } from '../rule';
import { opening, PATH } from '../uri-conditions';

export const missingRawPath = exceptionLint(
  'missing-raw-path',
  'a path condition that the origin may see differently',
  (subject) => {
    if ((subject.limits & LIMIT.rawPath) !== 0 || (subject.limits & LIMIT.caller) !== 0) return [];
    const [condition] = opening(subject, [PATH], ['eq', 'in', 'starts_with']);
    if (condition === undefined) return [];
    return [
      {
        message:
          'only the normalised path is compared, and the origin gets the raw one, such as `/x.php/../export`',
        help: 'compare `raw.http.request.uri.path` with the same text as well',
        range: condition.node.range,
      },
    ];
  },
);
