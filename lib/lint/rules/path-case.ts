import { exceptionLint } from '../rule';
import { opening, PATH, RAW_PATH } from '../uri-conditions';

export const pathCase = exceptionLint('path-case', 'a path that is compared without case', (subject) =>
  opening(subject, [PATH], ['eq', 'in', 'starts_with', 'ends_with', 'contains', 'matches'])
    .concat(opening(subject, [RAW_PATH], ['eq', 'in', 'starts_with']))
    .filter(({ functions }) => functions.includes('lower') || functions.includes('upper'))
    .map(({ node }) => ({
      message: 'paths that differ in case match as well, and the origin may serve something else there',
      help: 'compare the path as it is, without lower() and upper()',
      range: node.range,
    })),
);
