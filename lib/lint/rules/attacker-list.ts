import { isManagedList } from '../questions/callers';
import { conditionLint } from '../rule';

export const attackerList = conditionLint(
  'attacker-list',
  'error',
  'an exception for addresses that Cloudflare lists as a threat',
  ({ isException, polarity, right }) => isException && polarity !== 'negative' && right === 'list',
  ({ node, right }) =>
    right?.kind !== 'list' || !isManagedList(right)
      ? []
      : [
          {
            message: `\`$${right.name}\` names attackers and anonymous clients, and the exception is for them`,
            help: 'name the callers that may use it: `ip.src in {...}`',
            range: node.range,
          },
        ],
);
