import { show } from '../../errors';
import { holdsAnyText } from '../../rules-language/regex/taken-texts';
import { LIMIT } from '../limits';
import { boundsPath } from '../questions/regex-paths';
import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';
import {
  hasExactPath,
  isFirst,
  NORMAL_WITH_QUERY,
  opening,
  PATH,
  RAW_PATH,
} from '../questions/uri-conditions';

/** What must be refused in the raw path, in lower case, so that no origin resolves it to a path elsewhere. */
const ESCAPES = ['%2f', '%5c'] as const;
/** The same where nothing is said of the normalised path, from which Cloudflare has removed these. */
const DOT_SEGMENTS = ['..', '%2e'] as const;

const belowPrefix = opening([PATH, RAW_PATH, ...NORMAL_WITH_QUERY], ['starts_with', 'matches']);

export const pathEscape = conditionLint(
  'path-escape',
  'warning',
  'a path prefix that an encoded `../` escapes',
  belowPrefix,
  (condition, subject) => {
    const { right, field } = condition;
    if (right?.kind === 'regex' && !(boundsPath(right.pattern) && holdsAnyText(right.pattern))) return [];
    if ((subject.limits & LIMIT.caller) !== 0 || hasExactPath(subject)) return [];
    if (!isFirst(condition, subject, belowPrefix)) return [];
    const refused = subject.conditions
      .filter(
        (other) =>
          other.field?.name === RAW_PATH && other.polarity === 'negative' && other.operator === 'contains',
      )
      .flatMap(({ texts }) => texts.map((text) => textOf(text).toLowerCase()));
    const isRawAlone =
      field?.name === RAW_PATH && !subject.conditions.some((other) => other.field?.name === PATH);
    const open = [...(isRawAlone ? DOT_SEGMENTS : []), ...ESCAPES].filter(
      (escape) => !refused.includes(escape) && !(escape.startsWith('%') && refused.includes('%')),
    );
    if (open.length === 0) return [];
    return [
      {
        message: `below the prefix an origin may see another path: ${open.map(show).join(' and ')} are not refused`,
        help: helpFor(open),
        range: condition.node.range,
      },
    ];
  },
);

function helpFor([first = '', ...others]: readonly string[]): string {
  const same =
    others.length === 0 ? '' : `, and the same for ${others.map((text) => `"${text}"`).join(', ')}`;
  return `add: not lower(raw.http.request.uri.path) contains "${first}"${same}`;
}
