import { LIMIT } from '../limits';
import { CALLER_FIELDS, isManagedList } from '../questions/callers';
import { conditionLint } from '../rule';

export const negatedCallers = conditionLint(
  'negated-callers',
  'warning',
  'an exception for everybody except some callers',
  ({ isException, field, polarity, operator }) =>
    isException && CALLER_FIELDS.includes(field) && (operator === 'ne') !== (polarity === 'negative'),
  ({ node, right }, { limits }) =>
    // Cloudflare's own lists are of addresses to keep out.
    (limits & LIMIT.caller) !== 0 || isManagedList(right)
      ? []
      : [
          {
            message: 'the exception applies to the whole internet except these callers',
            help: 'name the callers that may use it: `ip.src in {...}`',
            range: node.range,
          },
        ],
);
