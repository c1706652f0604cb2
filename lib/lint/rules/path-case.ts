import { ignoresCase } from '../../rules-language/regex/written-form';
import type { Condition } from '../questions/conditions';
import { conditionLint } from '../rule';
import { opening, PATH, RAW_PATH } from '../questions/uri-conditions';

const onPath = opening([PATH], ['eq', 'in', 'starts_with', 'ends_with', 'contains', 'matches', 'wildcard']);
const onRawPath = opening([RAW_PATH], ['eq', 'in', 'starts_with', 'matches', 'wildcard']);

export const pathCase = conditionLint(
  'path-case',
  'warning',
  'a path that is compared without case',
  (shape) =>
    (onPath(shape) || onRawPath(shape)) &&
    (shape.functions.includes('lower') ||
      shape.functions.includes('upper') ||
      shape.operator === 'matches' ||
      shape.operator === 'wildcard'),
  ({ node, right, functions }) => {
    const cure = cureFor(right, functions);
    if (cure === undefined) return [];
    return [
      {
        message: 'paths that differ in case match as well, and the origin may serve something else there',
        help: `compare the path as it is, ${cure}`,
        range: node.range,
      },
    ];
  },
);

function cureFor(right: Condition['right'], functions: readonly string[]): string | undefined {
  if (functions.includes('lower') || functions.includes('upper')) return 'without lower() and upper()';
  if (right?.kind === 'regex') return ignoresCase(right.pattern) ? 'without `(?i)`' : undefined;
  // With `*`, `path-wildcard` reports it.
  return right?.kind === 'wildcard' && !right.pattern.includes('*') && /[A-Za-z]/.test(right.pattern)
    ? 'with `eq`'
    : undefined;
}
