import type { Address, Cidr } from '../syntax/ast';

/**
 * Reads an address as Cloudflare's engine does: four decimal numbers without leading zeros, or any form of IPv6.
 * `undefined` for anything else; nothing is repaired.
 *
 * @example
 * parseAddress('203.0.113.7')?.length; // 4
 * parseAddress('203.0.113.007'); // undefined
 */
export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/**
 * The address in its canonical form (RFC 5952); an IPv4-mapped one ends in IPv4 notation.
 *
 * @example
 * const address = parseAddress('2001:DB8:0:0::1');
 * if (address !== undefined) addressText(address); // '2001:db8::1'
 */
export function addressText(address: Address): string {
  if (familyOf(address) === 4) return ipv4Text(address);
  if (isIpv4Mapped(address)) return `::ffff:${ipv4Text(mappedIpv4(address))}`;
  const groups = Array.from({ length: 8 }, (_, group) =>
    ((address.charCodeAt(group * 2) << 8) | address.charCodeAt(group * 2 + 1)).toString(16),
  );
  const gap = longestRunOfZeros(groups);
  if (gap.length < 2) return groups.join(':');
  return `${groups.slice(0, gap.start).join(':')}::${groups.slice(gap.start + gap.length).join(':')}`;
}

/** A range as it should be written; that of one address is the address. */
export function wholeCidr({ address, prefixLength }: Pick<Cidr, 'address' | 'prefixLength'>): string {
  const text = addressText(address);
  return prefixLength === bitsOf(address) ? text : `${text}/${prefixLength}`;
}

export function familyOf(address: Address): 4 | 6 {
  return address.length === 4 ? 4 : 6;
}

/** Bits of an address: 32 or 128. */
export function bitsOf(address: Address): number {
  return address.length * 8;
}

/** Whether every bit after the prefix is zero: it is the first address of a network. */
export function beginsNetwork(address: Address, prefixLength: number): boolean {
  const whole = prefixLength >> 3;
  if (whole >= address.length) return true;
  if ((address.charCodeAt(whole) & (0xff >> (prefixLength & 7))) !== 0) return false;
  for (let at = whole + 1; at < address.length; at++) if (address.charCodeAt(at) !== 0) return false;
  return true;
}

/** The address with every bit after the prefix set to zero: the first of the network. */
export function networkOf(address: Address, prefixLength: number): Address {
  const whole = prefixLength >> 3;
  if (whole >= address.length) return address;
  const partial = address.charCodeAt(whole) & (0xff00 >> (prefixLength & 7)) & 0xff;
  return address.slice(0, whole) + String.fromCharCode(partial) + ZEROS.slice(whole + 1, address.length);
}

/** The last address of a network: every bit after the prefix is one. */
export function lastAddressOf(address: Address, prefixLength: number): Address {
  const whole = prefixLength >> 3;
  if (whole >= address.length) return address;
  const partial = address.charCodeAt(whole) | (0xff >> (prefixLength & 7));
  return address.slice(0, whole) + String.fromCharCode(partial) + ONES.slice(whole + 1, address.length);
}

/** An IPv6 address that stands for one of IPv4, `::ffff:10.1.2.3`. Cloudflare compares it as IPv6. */
export function isIpv4Mapped(address: Address): boolean {
  return address.startsWith(IPV4_MAPPED);
}

/** The IPv4 address that an IPv4-mapped one stands for. */
export function mappedIpv4(address: Address): Address {
  return address.slice(IPV4_MAPPED.length);
}

const ZEROS = '\0'.repeat(16);
const ONES = '\xff'.repeat(16);
const IPV4_MAPPED = '\0\0\0\0\0\0\0\0\0\0\xff\xff';
/** The code of a dot, from that of `0`. */
const DOT = -2;
const COLON = 0x3a;

/** A part of a text as IPv4. By hand: sets of addresses are the bulk of long expressions. */
export function parseIpv4(text: string, from = 0, to = text.length): Address | undefined {
  let number = 0;
  let count = 0;
  let octet = -1;
  for (let at = from; at <= to; at++) {
    const digit = at < to ? text.charCodeAt(at) - 0x30 : DOT;
    if (digit >= 0 && digit <= 9) {
      // A zero has no further digits.
      if (octet === 0) return undefined;
      octet = octet === -1 ? digit : octet * 10 + digit;
      if (octet > 255) return undefined;
    } else {
      if (octet === -1 || digit !== DOT) return undefined;
      if (count === 4) return undefined;
      number = (number << 8) | octet;
      count++;
      octet = -1;
    }
  }
  if (count !== 4) return undefined;
  return String.fromCharCode(number >>> 24, (number >>> 16) & 0xff, (number >>> 8) & 0xff, number & 0xff);
}

function parseIpv6(text: string): Address | undefined {
  const gap = text.indexOf('::');
  if (gap === -1) {
    const bytes = parseGroups(text, true);
    return bytes?.length === 16 ? bytes : undefined;
  }
  const head = parseGroups(text.slice(0, gap), false);
  const tail = parseGroups(text.slice(gap + 2), true);
  if (head === undefined || tail === undefined || head.length + tail.length > 14) return undefined;
  return head + ZEROS.slice(head.length + tail.length) + tail;
}

/** Groups of up to four hexadecimal digits; the last two of an address may be written as IPv4. */
function parseGroups(text: string, atEnd: boolean): string | undefined {
  if (text === '') return '';
  let bytes = '';
  let group = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const digit = hexadecimalDigit(text.charCodeAt(at));
    if (digit !== -1) {
      group = (group << 4) | digit;
      continue;
    }
    if (at < text.length && text.charCodeAt(at) !== COLON) {
      const ipv4 = atEnd ? parseIpv4(text, start) : undefined;
      return ipv4 === undefined ? undefined : bytes + ipv4;
    }
    if (at === start || at > start + 4 || bytes.length === 16) return undefined;
    bytes += String.fromCharCode(group >> 8, group & 0xff);
    group = 0;
    start = at + 1;
  }
  return bytes;
}

/** -1 for any other character. */
function hexadecimalDigit(code: number): number {
  const digit = code - 0x30;
  if (digit >= 0 && digit <= 9) return digit;
  const letter = (code | 0x20) - 0x57;
  return letter >= 10 && letter <= 15 ? letter : -1;
}

function ipv4Text(address: Address): string {
  return Array.from(address, (byte) => byte.charCodeAt(0)).join('.');
}

function longestRunOfZeros(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let longest = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === '0') length++;
    if (length > longest.length) longest = { start, length };
  }
  return longest;
}
