import { show } from '../../errors';
import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';
import { hasExactPath, isRawTwin, opening, PATH, RAW_PATH, WITH_QUERY } from '../questions/uri-conditions';

const belowPrefix = opening([PATH, RAW_PATH, ...WITH_QUERY], ['starts_with']);

export const pathPrefix = conditionLint(
  'path-prefix',
  'error',
  'a path prefix that ends inside a segment',
  belowPrefix,
  (condition, subject) =>
    hasExactPath(subject) || isRawTwin(condition, subject, belowPrefix)
      ? []
      : condition.texts
          .map(textOf)
          .filter((text) => !text.endsWith('/'))
          .map((text) => ({
            message: `the prefix ${show(text)} also matches ${show(`${text}-other`)}`,
            help: `end it with \`/\`, or compare the whole path with \`eq\``,
            range: condition.node.range,
          })),
);
