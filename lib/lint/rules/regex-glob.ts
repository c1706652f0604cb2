import { repeatsSlash } from '../../rules-language/regex/written-form';
import { conditionLint } from '../rule';

export const regexGlob = conditionLint(
  'regex-glob',
  'warning',
  '`*` in a regular expression where a wildcard is meant',
  ({ right }) => right === 'regex',
  ({ right }) => {
    if (right?.kind !== 'regex' || !repeatsSlash(right.pattern)) return [];
    return [
      {
        message: 'in a regular expression `/*` is any number of slashes, not anything below a folder',
        help: 'write `/[^/]+` for one segment, or name each path',
        range: right.range,
      },
    ];
  },
);
