import {
  addressesText,
  comparesClient,
  type NamedAddresses,
  namedAddresses,
} from '../questions/address-conditions';
import { reservedFor } from '../questions/reserved-networks';
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

function commonBits({ from, to }: NamedAddresses): number {
  for (let index = 0; index < from.length; index++) {
    const difference = from.charCodeAt(index) ^ to.charCodeAt(index);
    if (difference !== 0) return index * 8 + Math.clz32(difference) - 24;
  }
  return from.length * 8;
}
