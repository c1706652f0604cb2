import type { Address } from '../syntax/ast';

/** The last address of a network: every bit after the prefix is one. */
export function lastAddressOf(address: Address, prefixLength: number): Address {
  const whole = prefixLength >> 3;
  if (whole >= address.length) return address;
  const partial = address.charCodeAt(whole) | (0xff >> (prefixLength & 7));
  return address.slice(0, whole) + String.fromCharCode(partial) + '\xff'.repeat(address.length - whole - 1);
}
