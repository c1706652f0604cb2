import { show } from '../../errors';
import { exceptionLint } from '../rule';
import { textOf } from '../texts';
import { opening, PATH, RAW_PATH, withoutRawTwins, WITH_QUERY } from '../uri-conditions';

export const pathSuffix = exceptionLint(
  'path-suffix',
  'an exception for every path that ends with some text',
  (subject) =>
    withoutRawTwins(opening(subject, [PATH, RAW_PATH, ...WITH_QUERY], ['ends_with'])).map(
      ({ node, texts }) => ({
        message: `anybody can put ${show(texts.map(textOf).join(' '))} behind another path, such as \`/wp-login.php/...\``,
        help: 'compare the whole path: `http.request.uri.path eq "/..."`',
        range: node.range,
      }),
    ),
);
