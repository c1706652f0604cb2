import { conditionLint } from '../rule';
import { hasExactPath, isRawTwin, opening, PATH, RAW_PATH, WITH_QUERY } from '../questions/uri-conditions';

const withWildcard = opening([PATH, RAW_PATH, ...WITH_QUERY], ['wildcard', 'strict wildcard']);

export const pathWildcard = conditionLint(
  'path-wildcard',
  'error',
  'a wildcard in the path of an exception',
  withWildcard,
  (condition, subject) => {
    const { node, operator, right } = condition;
    if (right?.kind !== 'wildcard' || !right.pattern.replace(/\\./g, '').includes('*')) return [];
    if (hasExactPath(subject) || isRawTwin(condition, subject, withWildcard)) return [];
    return [
      {
        message: `\`*\` stands for any text, \`/\` too${operator === 'wildcard' ? ', and `wildcard` ignores case' : ''}`,
        help: 'name each path: `http.request.uri.path in {"/..." "/..."}`',
        range: node.range,
      },
    ];
  },
);
