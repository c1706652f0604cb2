import { exceptionLint } from '../rule';
import { opening, PATH, RAW_PATH, withoutRawTwins, WITH_QUERY } from '../uri-conditions';

export const pathWildcard = exceptionLint(
  'path-wildcard',
  'a wildcard in the path of an exception',
  (subject) =>
    withoutRawTwins(opening(subject, [PATH, RAW_PATH, ...WITH_QUERY], ['wildcard', 'strict wildcard']))
      .filter(({ right }) => right?.kind === 'wildcard' && right.pattern.replace(/\\./g, '').includes('*'))
      .map(({ node, operator }) => ({
        message: `\`*\` stands for any text, \`/\` too${operator === 'wildcard' ? ', and `wildcard` ignores case' : ''}`,
        help: 'name each path: `http.request.uri.path in {"/..." "/..."}`',
        range: node.range,
      })),
);
