import { isAskedFor } from '../presence';
import { conditionLint } from '../rule';

export const allOverMissing = conditionLint(
  'all-over-missing',
  '`all()` over something that a request may lack',
  ({ isException, quantifier, polarity, operator, field }) =>
    isException &&
    quantifier === 'all' &&
    polarity !== 'negative' &&
    // Over a value, and not a comparison, `all` is false where the value is missing.
    operator !== 'truth' &&
    operator !== 'starts_with' &&
    operator !== 'ends_with' &&
    field !== '',
  ({ node, field }, subject) =>
    isAskedFor(field, subject)
      ? []
      : [
          {
            message: `\`all(...)\` is also true for a request without this part of \`${field?.name ?? ''}\``,
            help: 'use `any(...)`',
            range: node.range,
          },
        ],
);
