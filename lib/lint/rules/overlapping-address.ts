import {
  addressesText,
  comparesClient,
  type NamedAddresses,
  namedAddresses,
} from '../questions/address-conditions';
import { conditionLint, type Found } from '../rule';

const NOTHING: readonly Found[] = [];

export const overlappingAddress = conditionLint(
  'overlapping-address',
  'warning',
  'an address that another one of the set covers',
  comparesClient,
  (condition) => {
    const named = namedAddresses(condition);
    return named.length > 1 ? overlaps(named) : NOTHING;
  },
);

function overlaps(named: readonly NamedAddresses[]): readonly Found[] {
  // By their first address, and the wider one first: then the widest so far covers what it can.
  const sorted = [...named].sort(
    (a, b) => a.from.length - b.from.length || order(a.from, b.from) || order(b.to, a.to),
  );
  const found: Found[] = [];
  let widest: NamedAddresses | undefined;
  for (const one of sorted) {
    if (widest?.from.length === one.from.length && one.to <= widest.to) {
      found.push({
        message:
          addressesText(one) === addressesText(widest)
            ? `\`${addressesText(one)}\` stands in the set twice`
            : `\`${addressesText(widest)}\` covers \`${addressesText(one)}\` already`,
        help: 'remove one of them: the wider one, if only the narrower is meant',
        range: one.range,
      });
    } else widest = one;
  }
  return found;
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
