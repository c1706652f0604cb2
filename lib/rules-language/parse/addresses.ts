import { addressText, bitsOf, networkOf, parseAddress } from '../addresses';
import type { Address, AddressLiteral, AddressRange, Cidr } from '../ast';
import type { Source } from './source';

const ADDRESS = /(?:[0-9A-Fa-f:]|\.(?!\.))+/y;
const PREFIX = /\/[0-9]*/y;
/** Longest text of an address, with room to say that one is too long. */
const MAX_SHOWN = 60;

/** One address; `undefined` if none starts here. */
export function parseAddressLiteral(source: Source): AddressLiteral | undefined {
  const start = source.at;
  const text = source.takeMatch(ADDRESS);
  if (text === undefined) return undefined;
  const prefix = source.takeMatch(PREFIX);
  if (prefix !== undefined) {
    source.failHere(start, source.at, {
      code: 'expression/cidr-outside-set',
      message: `expected one address, got the range \`${shown(text + prefix)}\``,
      help: `write \`in {${shown(text + prefix)}}\``,
    });
  }
  return { kind: 'address', address: readAddress(source, start, text), range: source.rangeFrom(start) };
}

/** One address, if what comes next is one and not the start of something else. */
export function takeAddress(source: Source): AddressLiteral | undefined {
  const start = source.at;
  const address = parseAddress(source.takeMatch(ADDRESS) ?? '');
  if (address !== undefined) return { kind: 'address', address, range: source.rangeFrom(start) };
  source.at = start;
  return undefined;
}

/** An address, a range of them or a CIDR, in a set. */
export function parseAddressItem(source: Source): AddressLiteral | AddressRange | Cidr | undefined {
  const start = source.at;
  const text = source.takeMatch(ADDRESS);
  if (text === undefined) return undefined;
  if (source.take('..')) return range(source, start, text);
  const prefix = source.takeMatch(PREFIX);
  if (prefix !== undefined) return cidr(source, start, text, prefix.slice(1));
  return { kind: 'address', address: readAddress(source, start, text), range: source.rangeFrom(start) };
}

/** No address where one must stand. */
export function failAddress(source: Source): never {
  const { text, at } = source;
  const quoted = /"([0-9A-Fa-f:./]+)"/y;
  quoted.lastIndex = at;
  const address = quoted.exec(text);
  source.failHere(at, at + (address?.[0].length ?? 1), {
    code: 'expression/address',
    message:
      address === null ? 'expected an IP address' : 'expected an IP address, which stands without quotes',
    help: address === null ? undefined : `did you mean \`${shown(address[1] ?? '')}\`?`,
  });
}

function range(source: Source, start: number, fromText: string): AddressRange {
  const toText = source.takeMatch(ADDRESS) ?? failAddress(source);
  const from = readAddress(source, start, fromText);
  const to = readAddress(source, start, toText);
  if (from.length !== to.length) {
    source.failHere(start, source.at, {
      code: 'expression/range-bounds',
      message: 'incompatible range bounds: one is IPv4, the other IPv6',
    });
  }
  if (from > to) {
    source.failHere(start, source.at, {
      code: 'expression/range-bounds',
      message: 'incompatible range bounds: the first address is after the last one',
      help: `did you mean \`${addressText(to)}..${addressText(from)}\`?`,
    });
  }
  return { kind: 'address-range', from, to, range: source.rangeFrom(start) };
}

function cidr(source: Source, start: number, text: string, prefix: string): Cidr {
  const address = readAddress(source, start, text, prefix);
  const prefixLength = prefix === '' || prefix.length > 3 ? Number.NaN : Number(prefix);
  const bits = bitsOf(address);
  if (!(prefixLength <= bits)) {
    source.failHere(start, source.at, {
      code: 'expression/cidr-prefix',
      message: `the prefix of an ${bits === 32 ? 'IPv4' : 'IPv6'} range is a number from 0 to ${bits}, got: \`/${shown(prefix)}\``,
      help: `write \`${addressText(address)}\` for one address`,
    });
  }
  const network = networkOf(address, prefixLength);
  if (network !== address) {
    source.failHere(start, source.at, {
      code: 'expression/cidr-host-bits',
      message: `host part of address was not zero, got: \`${shown(`${text}/${prefix}`)}\``,
      help: `write \`${addressText(network)}/${prefixLength}\` for the range, \`${addressText(address)}\` for the address`,
    });
  }
  return { kind: 'cidr', address, prefixLength, range: source.rangeFrom(start) };
}

function readAddress(source: Source, start: number, text: string, prefix?: string): Address {
  const address = parseAddress(text);
  if (address !== undefined) return address;
  return source.failHere(start, source.at, {
    code: 'expression/address',
    message: `\`${shown(text)}\` is no IP address`,
    help: adviceFor(text, prefix),
  });
}

function adviceFor(text: string, prefix: string | undefined): string | undefined {
  if (text.includes(':')) return undefined;
  const octets = text.split('.').map((octet) => octet.replace(/^0+(?=\d)/, ''));
  if (prefix !== undefined && octets.length < 4) octets.push(...Array<string>(4 - octets.length).fill('0'));
  const repaired = octets.join('.');
  if (repaired === text || parseAddress(repaired) === undefined) return undefined;
  return `did you mean \`${repaired}${prefix === undefined ? '' : `/${prefix}`}\`?`;
}

function shown(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
}
