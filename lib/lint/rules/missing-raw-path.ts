import { MAX_EXPRESSION_LENGTH } from '../../cloudflare';
import type { Range } from '../../rules-language';
import { expressionLength } from '../../rules-language/text/expression-length';
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

/**
 * The same conditions on the raw path beside all that lack one. Where the rule says something else about the raw path,
 * both together may match nothing; and a text that would be too long for Cloudflare is no fix.
 */
function withRawTwins(subject: RuleSubject): readonly Edit[] | undefined {
  const { conditions, rule } = subject;
  const whole = conditions.filter(isOnWholePath);
  const twins = new Set(whole.map((condition) => twinOf(condition, rule.expression)));
  const isTwin = ({ node: { range } }: Condition): boolean =>
    range !== undefined && twins.has(rule.expression.slice(range.start, range.end));
  if (
    conditions.some(
      (one) => one.shape.field.startsWith('raw.') && (one.polarity !== 'positive' || !isTwin(one)),
    )
  )
    return undefined;
  const edits = whole.flatMap((condition) => withRawTwin(condition, subject) ?? []);
  const added = edits.reduce((sum, { range, text }) => sum + text.length - (range.end - range.start), 0);
  const fits = expressionLength(rule.expression) + added <= MAX_EXPRESSION_LENGTH;
  return edits.length > 0 && fits ? edits : undefined;
}

/** The same condition on the raw path. */
function twinOf({ node: { range }, field }: Condition, expression: string): string | undefined {
  if (range === undefined || field?.range === undefined) return undefined;
  const { start: at } = field.range;
  return `${expression.slice(range.start, at)}raw.${expression.slice(at, range.end)}`;
}

/** Under an `xor` nothing is sure. */
function withRawTwin(condition: Condition, { rule, parts }: RuleSubject): Edit | undefined {
  const { node, polarity } = condition;
  const twin = twinOf(condition, rule.expression);
  if (polarity !== 'positive' || node.range === undefined || twin === undefined) return undefined;
  const textOf = ({ start, end }: Range) => rule.expression.slice(start, end);
  const { start, end } = node.range;
  const siblings = parts.find(
    (part) => part.kind === 'logical' && part.operator === 'and' && part.operands.includes(node),
  );
  if (siblings?.kind !== 'logical')
    return { range: { start, end }, text: `(${textOf({ start, end })} and ${twin})` };
  const hasTwin = siblings.operands.some(({ range }) => range !== undefined && textOf(range) === twin);
  return hasTwin ? undefined : { range: { start: end, end }, text: ` and ${twin}` };
}
