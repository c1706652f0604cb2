import { LIMIT } from '../limits';
import { CALLER_FIELDS, isManagedList } from '../questions/callers';
import { conditionLint } from '../rule';

export const negatedCallers = conditionLint(
  'negated-callers',
  'warning',
  'an exception for everybody but some callers',
  ({ isException, field, polarity, operator }) =>
    isException && CALLER_FIELDS.includes(field) && (operator === 'ne') !== (polarity === 'negative'),
  ({ node, right }, { limits }) =>
    // Cloudflare's own lists are of addresses to keep out.
    (limits & LIMIT.caller) !== 0 || isManagedList(right)
      ? []
      : [
          {
            message: 'the exception holds for the whole internet but these callers',
            help: 'name the callers that may use it: `ip.src in {...}`',
            range: node.range,
          },
        ],
);
