import type { Address } from '../syntax/ast';

/** Where the addresses of IPv6 begin in the one order of all addresses. */
const IPV6_BASE = 2n ** 32n;
/** How many addresses there are, of both families. */
export const ADDRESS_COUNT = IPV6_BASE + 2n ** 128n;
const HEX_BASE = 16;

/** The place of an address in one order: IPv4 addresses first, then those of IPv6. No address is in both. */
export function addressNumber(address: Address): bigint {
  const number = BigInt(`0x${Buffer.from(address, 'latin1').toString('hex') || '0'}`);
  return address.length === 4 ? number : number + IPV6_BASE;
}

/** The address in this place. */
export function addressOf(number: bigint): Address {
  return number < IPV6_BASE ? addressOfLength(4, number) : addressOfLength(16, number - IPV6_BASE);
}

/** The address that is so many behind this one, or before it; `undefined` where the family has none. */
export function addressAfter(address: Address, count: bigint): Address | undefined {
  const place = addressNumber(address) + count;
  const isOfFamily = place >= 0n && place < ADDRESS_COUNT && place < IPV6_BASE === (address.length === 4);
  return isOfFamily ? addressOf(place) : undefined;
}

function addressOfLength(bytes: number, number: bigint): Address {
  const hex = number.toString(HEX_BASE).padStart(bytes * 2, '0');
  return Buffer.from(hex, 'hex').toString('latin1');
}
