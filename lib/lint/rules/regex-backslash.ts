import { doubledEscape } from '../../rules-language/regex/doubled-escape';
import { conditionLint } from '../rule';

export const regexBackslash = conditionLint(
  'regex-backslash',
  'warning',
  'a regular expression that asks for a backslash',
  // A body may well hold backslashes: JSON writes them.
  ({ field, right }) => right === 'regex' && !field.startsWith('http.request.body'),
  ({ right }) => {
    if (right?.kind !== 'regex') return [];
    const doubled = doubledEscape(right.pattern);
    if (doubled === undefined) return [];
    return [
      {
        message: `\`${doubled}\` matches a backslash, not what follows it`,
        help: `write one backslash: \`${doubled.slice(1)}\`, also between quotes`,
        range: right.range,
      },
    ];
  },
);
