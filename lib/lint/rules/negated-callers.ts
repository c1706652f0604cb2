import type { Right } from '../../rules-language';
import { LIMIT } from '../limits';
import { conditionLint } from '../rule';

const CALLER_FIELDS: readonly string[] = ['ip.src', 'ip.src.asnum', 'ip.geoip.asnum', 'ip.addr'];

export const negatedCallers = conditionLint(
  'negated-callers',
  'warning',
  'an exception for everybody but some callers',
  ({ isException, field, polarity, operator }) =>
    isException && CALLER_FIELDS.includes(field) && (operator === 'ne') !== (polarity === 'negative'),
  ({ node, right }, { limits }) =>
    (limits & LIMIT.caller) !== 0 || isOfAttackers(right)
      ? []
      : [
          {
            message: 'the exception holds for the whole internet but these callers',
            help: 'name the callers that may use it: `ip.src in {...}`',
            range: node.range,
          },
        ],
);

/** Cloudflare's own lists are of addresses to keep out. */
function isOfAttackers(right: Right | undefined): boolean {
  return right?.kind === 'list' && right.name.startsWith('cf.');
}
