import { patternAmong } from '../../exceptions/request/recognise';
import type { Expression } from '../../rules-language';
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
    if (subject.expression !== undefined && isPattern(subject.expression, node)) return [];
    return [
      {
        message: `\`*\` matches any text, \`/\` too${operator === 'wildcard' ? ', and `wildcard` ignores case' : ''}`,
        help: 'name each path: `http.request.uri.path in {"/..." "/..."}`, or write an exception with Path.pattern',
        range: node.range,
      },
    ];
  },
);

/** Whether what is beside the condition keeps each star to one segment, as in `Path.pattern`. */
function isPattern(expression: Expression, node: Expression): boolean {
  if (expression.kind !== 'logical') return false;
  const { operator, operands } = expression;
  return operator === 'and' && operands.includes(node)
    ? patternAmong(operands)?.operands.includes(node) === true
    : operands.some((operand) => isPattern(operand, node));
}
