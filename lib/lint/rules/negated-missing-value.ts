import { isAskedFor, isPart } from '../questions/presence';
import { conditionLint } from '../rule';

export const negatedMissingValue = conditionLint(
  'negated-missing-value',
  'warning',
  'a negated comparison of something that a request may lack',
  ({ isException, polarity, operator, isElement, functions, quantifier }) =>
    isException &&
    polarity === 'negative' &&
    quantifier !== 'all' &&
    operator !== 'truth' &&
    !functions.includes('len') &&
    isElement,
  ({ node, field, operator, texts }, subject) =>
    // Whoever asks that none has a text means a request without any.
    (operator === 'ne' && texts[0]?.value === '') || !isPart(field) || isAskedFor(field, subject)
      ? []
      : [
          {
            message: `the negation is also true for a request without this part of \`${field?.name ?? ''}\``,
            help: 'add a condition that it is there: `len(...) >= 0`',
            range: node.range,
          },
        ],
);
