import type { Address, SetItem } from '../syntax/ast';
import { addressAfter } from './numbers';
import { addressText, bitsOf, lastAddressOf, networkOf, parseAddress } from './addresses';

/** Neighbouring addresses of one family, both ends included. */
export interface AddressSpan {
  readonly from: Address;
  readonly to: Address;
}

/** The items of a set that name addresses. */
type AddressItem = Extract<SetItem, { readonly kind: 'address' | 'address-range' | 'cidr' }>;

/** The addresses that an item of a set names; `undefined` for a text or a number. */
export function spanOf(item: AddressItem): AddressSpan;
export function spanOf(item: SetItem): AddressSpan | undefined;
export function spanOf(item: SetItem): AddressSpan | undefined {
  switch (item.kind) {
    case 'address':
      return { from: item.address, to: item.address };
    case 'address-range':
      return { from: item.from, to: item.to };
    case 'cidr':
      return { from: item.address, to: lastAddressOf(item.address, item.prefixLength) };
    default:
      return undefined;
  }
}

/** An address, or a CIDR from the address on that it names, as lists hold them; `undefined` for any other text. */
export function readSpan(text: string): AddressSpan | undefined {
  const { address, prefixLength } = readCidr(text) ?? {};
  return address === undefined || prefixLength === undefined
    ? undefined
    : { from: address, to: lastAddressOf(address, prefixLength) };
}

/** An address with the prefix that is written behind it, or that of the address alone. Bits after it may be set. */
export function readCidr(
  text: string,
): { readonly address: Address; readonly prefixLength: number } | undefined {
  const [base = '', length, more] = text.split('/');
  const address = parseAddress(base);
  if (address === undefined || more !== undefined) return undefined;
  if (length === undefined) return { address, prefixLength: bitsOf(address) };
  const prefixLength = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  return prefixLength <= bitsOf(address) ? { address, prefixLength } : undefined;
}

/** The shortest text of a span: an address, a CIDR, or `from..to`. */
export function spanText({ from, to }: AddressSpan): string {
  if (from === to) return addressText(from);
  const prefixLength = commonBits({ from, to });
  return lastAddressOf(from, prefixLength) === to && isFirst(from, prefixLength)
    ? `${addressText(from)}/${prefixLength}`
    : `${addressText(from)}..${addressText(to)}`;
}

/** How many bits, from the first on, all addresses of a span have in common. */
export function commonBits({ from, to }: AddressSpan): number {
  for (let index = 0; index < from.length; index++) {
    const difference = from.charCodeAt(index) ^ to.charCodeAt(index);
    if (difference !== 0) return index * 8 + Math.clz32(difference) - 24;
  }
  return bitsOf(from);
}

/** Whether it is the first address of the network of this prefix. */
function isFirst(address: Address, prefixLength: number): boolean {
  return networkOf(address, prefixLength) === address;
}

/** The addresses whose network of this prefix begins within the span; `undefined` if there are none. */
export function maskedInto({ from, to }: AddressSpan, prefixLength: number): AddressSpan | undefined {
  const first = isFirst(from, prefixLength) ? from : addressAfter(lastAddressOf(from, prefixLength), 1n);
  return first === undefined || first > to ? undefined : { from: first, to: lastAddressOf(to, prefixLength) };
}
