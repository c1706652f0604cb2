import { show } from '../../errors';
import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';
import { hasExactPath, isRawTwin, opening, PATH, RAW_PATH, WITH_QUERY } from '../questions/uri-conditions';

const withSuffix = opening([PATH, RAW_PATH, ...WITH_QUERY], ['ends_with']);

export const pathSuffix = conditionLint(
  'path-suffix',
  'error',
  'an exception for every path that ends with some text',
  withSuffix,
  (condition, subject) =>
    hasExactPath(subject) || isRawTwin(condition, subject, withSuffix)
      ? []
      : [
          {
            message: `anybody can put ${show(condition.texts.map(textOf).join(' '))} behind another path, such as \`/wp-login.php/...\``,
            help: 'compare the whole path: `http.request.uri.path eq "/..."`',
            range: condition.node.range,
          },
        ],
);
