import { addressesText, comparesClient, namedAddresses } from '../questions/address-conditions';
import { reservedFor } from '../../rules-language/addresses/reserved';
import { commonBits } from '../../rules-language/addresses/spans';
import { conditionLint } from '../rule';

/** Bits that the addresses of an allowlist must have in common, by bytes of an address. */
const SHORTEST_PREFIX: Readonly<Record<number, number>> = { 4: 8, 16: 12 };

export const wideAddress = conditionLint(
  'wide-address',
  'error',
  'a range of addresses that is too wide for an exception',
  (shape) =>
    shape.isException && shape.polarity !== 'negative' && shape.operator !== 'ne' && comparesClient(shape),
  (condition) =>
    namedAddresses(condition)
      // Of those that nobody has, `reserved-address` tells.
      .filter((named) => reservedFor(named) === undefined)
      .filter((named) => commonBits(named) < (SHORTEST_PREFIX[named.from.length] ?? 0))
      .map((named) => ({
        message: `\`${addressesText(named)}\` is too wide for a list of callers`,
        help: `name the callers' own ranges: at least /${SHORTEST_PREFIX[named.from.length] ?? 0}`,
        range: named.range,
      })),
);
