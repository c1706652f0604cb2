import { show } from '../../errors';
import { conditionLint } from '../rule';
import { textOf } from '../texts';
import { isFirst, opening, PATH, RAW_PATH } from '../uri-conditions';

/** What must be refused in the raw path, in lower case, so that no origin resolves it to a path elsewhere. */
const ESCAPES = ['%2f', '%5c'] as const;

const belowPrefix = opening([PATH], ['starts_with']);

export const pathEscape = conditionLint(
  'path-escape',
  'a path prefix that an encoded `../` leaves again',
  belowPrefix,
  (condition, subject) => {
    if (!isFirst(condition, subject, belowPrefix)) return [];
    const refused = subject.conditions
      .filter(
        ({ field, polarity, operator }) =>
          field?.name === RAW_PATH && polarity === 'negative' && operator === 'contains',
      )
      .flatMap(({ texts }) => texts.map((text) => textOf(text).toLowerCase()));
    const open = ESCAPES.filter((escape) => !refused.includes(escape) && !refused.includes('%'));
    if (open.length === 0) return [];
    return [
      {
        message: `below the prefix an origin may see another path: ${open.map(show).join(' and ')} are not refused`,
        help: 'add: not lower(raw.http.request.uri.path) contains "%2f", and the same for "%5c"',
        range: condition.node.range,
      },
    ];
  },
);
