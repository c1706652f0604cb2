import type { Range } from '../../rules-language';
import type { Condition } from '../questions/conditions';
import { LIMIT } from '../limits';
import { boundsPath } from '../questions/regex-paths';
import { conditionLint, type Edit } from '../rule';
import type { RuleSubject } from '../subject';
import { NORMAL_WITH_QUERY, opening, PATH } from '../questions/uri-conditions';

const onPath = opening(
  [PATH, ...NORMAL_WITH_QUERY],
  ['eq', 'in', 'starts_with', 'matches', 'wildcard', 'strict wildcard'],
);

export const missingRawPath = conditionLint(
  'missing-raw-path',
  'warning',
  'a path condition that the origin may see differently',
  onPath,
  (condition, subject) =>
    (subject.limits & LIMIT.sentPathOrCaller) !== 0 || condition !== subject.conditions.find(isOnWholePath)
      ? []
      : [
          {
            message:
              'only the normalised path is compared, and the origin gets the raw one, such as `/x.php/../export`',
            help: 'compare `raw.http.request.uri.path` with the same text as well',
            range: condition.node.range,
            fix: withRawTwins(subject),
          },
        ],
);

/** Of patterns that are met by other paths too, other lint rules tell: there the raw path is not the matter. */
function isOnWholePath({ shape, right }: Condition): boolean {
  if (!onPath(shape)) return false;
  if (right?.kind === 'regex') return boundsPath(right.pattern);
  return right?.kind !== 'wildcard' || !right.pattern.includes('*');
}

/** The same conditions on the raw path beside all that lack one. */
function withRawTwins(subject: RuleSubject): readonly Edit[] | undefined {
  const edits = subject.conditions
    .filter(isOnWholePath)
    .flatMap((condition) => withRawTwin(condition, subject) ?? []);
  return edits.length === 0 ? undefined : edits;
}

/** Under an `xor` nothing is sure. */
function withRawTwin({ node, field, polarity }: Condition, { rule, parts }: RuleSubject): Edit | undefined {
  if (polarity !== 'positive' || node.range === undefined || field?.range === undefined) return undefined;
  const textOf = ({ start, end }: Range) => rule.expression.slice(start, end);
  const { start, end } = node.range;
  const { start: at } = field.range;
  const twin = `${textOf({ start, end: at })}raw.${textOf({ start: at, end })}`;
  const siblings = parts.find(
    (part) => part.kind === 'logical' && part.operator === 'and' && part.operands.includes(node),
  );
  if (siblings?.kind !== 'logical')
    return { range: { start, end }, text: `(${textOf({ start, end })} and ${twin})` };
  const hasTwin = siblings.operands.some(({ range }) => range !== undefined && textOf(range) === twin);
  return hasTwin ? undefined : { range: { start: end, end }, text: ` and ${twin}` };
}
