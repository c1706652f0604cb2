import { exceptionLint } from '../rule';

export const negatedMissingValue = exceptionLint(
  'negated-missing-value',
  'a negated comparison of something that a request may lack',
  ({ conditions }) =>
    conditions
      .filter(
        ({ polarity, operator, field, functions, quantifier }) =>
          polarity === 'negative' &&
          quantifier !== 'all' &&
          operator !== 'truth' &&
          !functions.includes('len') &&
          field !== undefined &&
          field.path.length > 0,
      )
      .map(({ node, field }) => ({
        message: `the negation is also true for a request without this part of \`${field?.name ?? ''}\``,
        help: 'add a condition that it is there: `len(...) >= 0`',
        range: node.range,
      })),
);
