import { exceptionLint } from '../rule';

export const allOverMissing = exceptionLint(
  'all-over-missing',
  '`all()` over something that a request may lack',
  ({ conditions }) =>
    conditions
      .filter(
        ({ quantifier, polarity, operator, field }) =>
          quantifier === 'all' &&
          polarity !== 'negative' &&
          // Over a value, and not a comparison, `all` is false where the value is missing.
          operator !== 'truth' &&
          operator !== 'starts_with' &&
          operator !== 'ends_with' &&
          field !== undefined,
      )
      .map(({ node, field }) => ({
        message: `\`all(...)\` is also true for a request without this part of \`${field?.name ?? ''}\``,
        help: 'use `any(...)`',
        range: node.range,
      })),
);
