import type { InlineSet } from '../../rules-language';
// The exact sum of overlapping ranges is the analysis's own arithmetic.
import { itemsOf } from '../../rules-language/analyse/domains';
import { printItem } from '../../rules-language/syntax/print';
import { counted, list, own, type Text, text } from '../text';
import type { Conjunction } from './conjunction';

/** Ranges that a sentence lists one by one; beyond that it only counts them. */
const MAX_LISTED = 3;

/** Who sends the requests, such as `from 203.0.113.0/24 (256 addresses)`. */
export function callerWords(callers: Conjunction['callers']): Text {
  if (callers === undefined) return own('from anywhere');
  if ('listName' in callers) return text`from the addresses of the list ${`$${callers.listName}`}`;
  const addresses = countOf(callers);
  const { items } = callers;
  if (addresses === BigInt(items.length) && items.length <= MAX_LISTED) {
    return [...own('from '), ...list(items.map((item) => text`${printItem(item)}`))];
  }
  const ranges =
    items.length <= MAX_LISTED
      ? list(items.map((item) => text`${printItem(item)}`))
      : own(counted(items.length, 'range'));
  return [...own('from '), ...ranges, ...own(` (${counted(addresses, 'address', 'addresses')})`)];
}

/** How many different addresses the set holds. */
export function countOf({ items }: InlineSet): bigint {
  return itemsOf(items).reduce((sum, { from, to }) => sum + (BigInt(to ?? from) - BigInt(from)), 0n);
}
