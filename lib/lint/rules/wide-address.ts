import { reservedFor } from '../../rules-language/addresses/reserved';
import { commonBits } from '../../rules-language/addresses/spans';
import { print } from '../../rules-language/syntax/print';
import { addressesText, comparesClient, namedAddresses } from '../questions/address-conditions';
import { areFew, areTooMany, CALLER_FIELDS, callersAt, countText, namedCallers } from '../questions/callers';
import type { Condition } from '../questions/conditions';
import { short } from '../questions/printed';
import { conditionLint, type Found } from '../rule';

/** Bits that the addresses of an allowlist must have in common, by bytes of an address. */
const SHORTEST_PREFIX: Readonly<Record<number, number>> = { 4: 8, 16: 12 };

export const wideAddress = conditionLint(
  'wide-address',
  'error',
  'a range of addresses that is too wide for an exception',
  ({ isException, polarity, operator, field }) =>
    isException && polarity !== 'negative' && operator !== 'ne' && CALLER_FIELDS.includes(field),
  (condition, { list }) => {
    if (!comparesClient(condition.shape) || condition.right?.kind === 'list') {
      return whole(condition, namedCallers(condition.node, list.lists));
    }
    if (condition.right?.kind === 'set' && areFew(condition.right.items)) return [];
    // `reserved-address` reports those that no client has.
    const named = namedAddresses(condition).filter((one) => reservedFor(one) === undefined);
    const wide = named.filter((one) => commonBits(one) < (SHORTEST_PREFIX[one.from.length] ?? 0));
    if (wide.length === 0) return whole(condition, callersAt(named));
    return wide.map((one) => ({
      message: `\`${addressesText(one)}\` is too wide for a list of callers`,
      help: `name the callers' own ranges: at least /${SHORTEST_PREFIX[one.from.length] ?? 0}`,
      range: one.range,
    }));
  },
);

/** None of its parts is too wide, and together they may be. */
function whole({ node }: Condition, callers: ReturnType<typeof namedCallers>): readonly Found[] {
  if (callers === undefined || !areTooMany(callers)) return [];
  return [
    {
      message: `\`${short(print(node))}\` holds for ${countText(callers) ?? 'everybody'}, too many for a list of callers`,
      help: "name the callers' own ranges: together no more than an IPv4 /8, an IPv6 /12, or 100 AS numbers",
      range: node.range,
    },
  ];
}
