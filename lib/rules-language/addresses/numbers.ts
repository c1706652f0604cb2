import type { Address } from '../syntax/ast';

/** How many IPv4 addresses there are: in the one order of all addresses, those of IPv6 begin here. */
export const IPV4_COUNT = 2n ** 32n;
/** How many addresses there are, of both families. */
export const ADDRESS_COUNT = IPV4_COUNT + 2n ** 128n;
const HEX_BASE = 16;

/** The place of an address in one order: IPv4 addresses first, then those of IPv6. No address is in both. */
export function addressNumber(address: Address): bigint {
  const number = BigInt(`0x${Buffer.from(address, 'latin1').toString('hex') || '0'}`);
  return address.length === 4 ? number : number + IPV4_COUNT;
}

/** The address in this place. */
export function addressOf(number: bigint): Address {
  return number < IPV4_COUNT ? addressOfLength(4, number) : addressOfLength(16, number - IPV4_COUNT);
}

/** The address that is so many behind this one, or before it; `undefined` where the family has none. */
export function addressAfter(address: Address, count: bigint): Address | undefined {
  const place = addressNumber(address) + count;
  const isOfFamily = place >= 0n && place < ADDRESS_COUNT && place < IPV4_COUNT === (address.length === 4);
  return isOfFamily ? addressOf(place) : undefined;
}

function addressOfLength(bytes: number, number: bigint): Address {
  const hex = number.toString(HEX_BASE).padStart(bytes * 2, '0');
  return Buffer.from(hex, 'hex').toString('latin1');
}
