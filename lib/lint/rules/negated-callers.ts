import { LIMIT } from '../limits';
import { exceptionLint } from '../rule';

const CALLER_FIELDS: readonly string[] = ['ip.src', 'ip.src.asnum', 'ip.geoip.asnum', 'ip.addr'];

export const negatedCallers = exceptionLint(
  'negated-callers',
  'an exception for everybody but some callers',
  ({ conditions, limits }) =>
    (limits & LIMIT.caller) !== 0
      ? []
      : conditions
          .filter(
            ({ field, polarity, operator }) =>
              field !== undefined &&
              CALLER_FIELDS.includes(field.name) &&
              (operator === 'ne') !== (polarity === 'negative'),
          )
          .map(({ node }) => ({
            message: 'the exception holds for the whole internet but these callers',
            help: 'name the callers that may use it: `ip.src in {...}`',
            range: node.range,
          })),
);
