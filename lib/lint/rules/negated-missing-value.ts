import { conditionLint } from '../rule';

export const negatedMissingValue = conditionLint(
  'negated-missing-value',
  'a negated comparison of something that a request may lack',
  ({ isException, polarity, operator, isElement, functions, quantifier }) =>
    isException &&
    polarity === 'negative' &&
    quantifier !== 'all' &&
    operator !== 'truth' &&
    !functions.includes('len') &&
    isElement,
  ({ node, field }) => [
    {
      message: `the negation is also true for a request without this part of \`${field?.name ?? ''}\``,
      help: 'add a condition that it is there: `len(...) >= 0`',
      range: node.range,
    },
  ],
);
