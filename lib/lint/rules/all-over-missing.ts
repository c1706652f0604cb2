import { isAskedFor, isPart } from '../questions/presence';
import { conditionLint } from '../rule';

export const allOverMissing = conditionLint(
  'all-over-missing',
  'error',
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
  ({ node, field, operator }, subject) =>
    // That all of a list differ from a text is also meant of an empty one.
    isAskedFor(field, subject) || (operator === 'ne' && !isPart(field))
      ? []
      : [
          {
            message: `\`all(...)\` is also true for a request without this part of \`${field?.name ?? ''}\``,
            help: 'add a condition that it is there: `len(...) >= 0`',
            range: node.range,
          },
        ],
);
