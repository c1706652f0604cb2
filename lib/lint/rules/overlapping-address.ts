import {
  addressesText,
  comparesClient,
  type NamedAddresses,
  namedAddresses,
} from '../questions/address-conditions';
import { withoutItem } from '../questions/edits';
import { conditionLint, type Found } from '../rule';

const NOTHING: readonly Found[] = [];

export const overlappingAddress = conditionLint(
  'overlapping-address',
  'warning',
  'an address that another one in the set covers',
  comparesClient,
  (condition, { rule }) => {
    const named = namedAddresses(condition);
    return named.length > 1 ? overlaps(named, rule.expression) : NOTHING;
  },
);

function overlaps(named: readonly NamedAddresses[], expression: string): readonly Found[] {
  // By their first address, and the wider one first: then the widest so far covers what it can.
  const sorted = [...named].sort(
    (a, b) => a.from.length - b.from.length || order(a.from, b.from) || order(b.to, a.to),
  );
  const found: Found[] = [];
  let widest: NamedAddresses | undefined;
  for (const one of sorted) {
    if (widest?.from.length === one.from.length && one.to <= widest.to) {
      const isTwice = addressesText(one) === addressesText(widest);
      found.push({
        message: isTwice
          ? `\`${addressesText(one)}\` is in the set twice`
          : `\`${addressesText(widest)}\` covers \`${addressesText(one)}\` already`,
        help: 'remove one of them: the wider one, if only the narrower is meant',
        range: one.range,
        // Of two that differ, only the author knows which one is meant.
        fix: isTwice && one.range !== undefined ? withoutItem(expression, one.range) : undefined,
      });
    } else widest = one;
  }
  return found;
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
