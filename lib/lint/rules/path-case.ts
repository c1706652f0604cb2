import { conditionLint } from '../rule';
import { opening, PATH, RAW_PATH } from '../uri-conditions';

const onPath = opening([PATH], ['eq', 'in', 'starts_with', 'ends_with', 'contains', 'matches']);
const onRawPath = opening([RAW_PATH], ['eq', 'in', 'starts_with']);

export const pathCase = conditionLint(
  'path-case',
  'a path that is compared without case',
  (shape) =>
    (onPath(shape) || onRawPath(shape)) &&
    (shape.functions.includes('lower') || shape.functions.includes('upper')),
  ({ node }) => [
    {
      message: 'paths that differ in case match as well, and the origin may serve something else there',
      help: 'compare the path as it is, without lower() and upper()',
      range: node.range,
    },
  ],
);
