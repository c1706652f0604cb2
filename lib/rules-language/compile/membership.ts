import type { Address, InlineSet, SetItem } from '../syntax/ast';
import { spanOf } from '../addresses/spans';
import type { RuntimeValue } from '../evaluate/values';
import { type MergedSpans, mergeSpans, type Span } from './spans';

/** Whether a value is one of a set's items. */
export type Membership = (value: RuntimeValue) => boolean;

const IPV4_LENGTH = 4;

/** A set of an expression, prepared so that a test is one look-up or one binary search. */
export function compileSet(set: InlineSet): Membership {
  switch (set.items[0]?.kind) {
    case undefined:
      return () => false;
    case 'string':
      return compileTexts(set.items);
    default:
      return compileAddresses(addressSpans(set.items));
  }
}

function compileTexts(items: readonly SetItem[]): Membership {
  const texts = new Set<unknown>();
  for (const item of items) if (item.kind === 'string') texts.add(item.value);
  const [only] = texts;
  return texts.size === 1 ? (value) => value === only : (value) => texts.has(value);
}

// The same search is written once for each kind: JavaScript compares faster in a place where it has met one kind only.

/** Ranges of addresses. */
interface AddressRanges {
  readonly ipv4: MergedSpans<number>;
  readonly ipv6: MergedSpans<Address>;
}

/** The addresses that a set names, if it is one of addresses. */
export function addressesOf({ items }: InlineSet): AddressRanges | undefined {
  const [first] = items;
  return first === undefined || spanOf(first) === undefined ? undefined : addressRanges(addressSpans(items));
}

function addressSpans(items: readonly SetItem[]): readonly Span<Address>[] {
  const spans: Span<Address>[] = [];
  for (const item of items) {
    const span = spanOf(item);
    if (span !== undefined) spans.push(span);
  }
  return spans;
}

/**
 * Ranges of addresses. The families never meet: an IPv4-mapped IPv6 address is an IPv6 address for Cloudflare, and
 * `0.0.0.0/0` holds no IPv6 address.
 */
function addressRanges(ranges: readonly Span<Address>[]): AddressRanges {
  const ipv4: Span<number>[] = [];
  const ipv6: Span<Address>[] = [];
  for (const range of ranges) {
    if (range.from.length !== IPV4_LENGTH) ipv6.push(range);
    else ipv4.push({ from: ipv4Number(range.from), to: ipv4Number(range.to) });
  }
  return { ipv4: mergeSpans(ipv4), ipv6: mergeSpans(ipv6) };
}

/** Whether an address is in one of the ranges. */
export function isWithin({ ipv4, ipv6 }: AddressRanges, address: Address): boolean {
  if (address.length !== IPV4_LENGTH) return isIpv6Within(ipv6, address);
  const { firsts, lasts } = ipv4;
  const number = ipv4Number(address);
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (number < (firsts[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low > 0 && number <= (lasts[low - 1] ?? 0);
}

export function compileAddresses(ranges: readonly Span<Address>[]): Membership {
  const prepared = addressRanges(ranges);
  return (value) => typeof value === 'string' && isWithin(prepared, value);
}

/**
 * Numbers compare about twice as fast as strings, and most clients come by IPv4. Those with a sign need no memory of their
 * own: the lower half of the addresses is below zero.
 */
function ipv4Number(address: Address): number {
  const number =
    (address.charCodeAt(0) << 24) |
    (address.charCodeAt(1) << 16) |
    (address.charCodeAt(2) << 8) |
    address.charCodeAt(3);
  return number ^ 0x80000000;
}

function isIpv6Within({ firsts, lasts }: MergedSpans<Address>, address: Address): boolean {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (address < (firsts[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low > 0 && address <= (lasts[low - 1] ?? '');
}
