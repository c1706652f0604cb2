import { show } from '../../errors';
import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';
import { hasExactPath, isRawTwin, opening, PATH, RAW_PATH, WITH_QUERY } from '../questions/uri-conditions';

const containing = opening([PATH, RAW_PATH, ...WITH_QUERY], ['contains']);

export const pathContains = conditionLint(
  'path-contains',
  'error',
  'an exception for every path with some text in it',
  containing,
  (condition, subject) =>
    hasExactPath(subject) || isRawTwin(condition, subject, containing)
      ? []
      : [
          {
            message: `every path with ${show(condition.texts.map(textOf).join(' '))} anywhere in it matches, such as \`/wp-login.php/...\``,
            help: 'compare the whole path: `http.request.uri.path eq "/..."`',
            range: condition.node.range,
          },
        ],
);
