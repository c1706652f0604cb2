import { show } from '../../errors';
import { exceptionLint } from '../rule';
import { textOf } from '../texts';
import { opening, PATH, RAW_PATH, withoutRawTwins } from '../uri-conditions';

export const pathPrefix = exceptionLint(
  'path-prefix',
  'a path prefix that ends inside a segment',
  (subject) =>
    withoutRawTwins(opening(subject, [PATH, RAW_PATH], ['starts_with'])).flatMap(({ node, texts }) =>
      texts
        .map(textOf)
        .filter((text) => !text.endsWith('/'))
        .map((text) => ({
          message: `the prefix ${show(text)} also matches ${show(`${text}-other`)}`,
          help: `end it with \`/\`, or compare the whole path with \`eq\``,
          range: node.range,
        })),
    ),
);
