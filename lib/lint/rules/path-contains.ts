import { show } from '../../errors';
import { exceptionLint } from '../rule';
import { textOf } from '../texts';
import { opening, PATH, RAW_PATH, withoutRawTwins, WITH_QUERY } from '../uri-conditions';

export const pathContains = exceptionLint(
  'path-contains',
  'an exception for every path with some text in it',
  (subject) =>
    withoutRawTwins(opening(subject, [PATH, RAW_PATH, ...WITH_QUERY], ['contains'])).map(
      ({ node, texts }) => ({
        message: `every path with ${show(texts.map(textOf).join(' '))} anywhere in it matches, such as \`/wp-login.php/...\``,
        help: 'compare the whole path: `http.request.uri.path eq "/..."`',
        range: node.range,
      }),
    ),
);
