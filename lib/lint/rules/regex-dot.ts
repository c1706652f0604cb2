import { dotBetweenWords } from '../../rules-language/regex/written-form';
import { conditionLint } from '../rule';
import { PATH, RAW_PATH } from '../questions/uri-conditions';

const FIELDS: readonly string[] = ['http.host', PATH, RAW_PATH];

export const regexDot = conditionLint(
  'regex-dot',
  'warning',
  'a dot in a regular expression that matches any character',
  ({ field, right }) => right === 'regex' && FIELDS.includes(field),
  ({ right }) => {
    if (right?.kind !== 'regex') return [];
    const dot = dotBetweenWords(right.pattern);
    if (dot === undefined) return [];
    return [
      {
        message: `the dot of \`${dot}\` matches any character`,
        help: 'write `\\.` for a dot',
        range: right.range,
      },
    ];
  },
);
