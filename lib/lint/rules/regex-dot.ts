import { conditionLint } from '../rule';
import { PATH, RAW_PATH } from '../uri-conditions';

const FIELDS: readonly string[] = ['http.host', PATH, RAW_PATH];

/** A dot between two words, such as that of `example.com`: outside of classes, not escaped, not repeated. */
const BARE_DOT = /[A-Za-z0-9]\.[A-Za-z]{2}/;

export const regexDot = conditionLint(
  'regex-dot',
  'a dot in a regular expression that stands for any character',
  ({ field, right }) => right === 'regex' && FIELDS.includes(field),
  ({ right }) => {
    if (right?.kind !== 'regex') return [];
    const plain = right.pattern.replace(/\\[\s\S]/g, '--').replace(/\[[^\]]*\]/g, '-');
    const match = BARE_DOT.exec(plain);
    if (match === null) return [];
    return [
      {
        message: `the dot of \`${match[0]}\` stands for any character`,
        help: 'write `\\.` for a dot',
        range: right.range,
      },
    ];
  },
);
