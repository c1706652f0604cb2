import {
  addressText,
  beginsNetwork,
  bitsOf,
  networkOf,
  parseAddress,
  parseIpv4,
} from '../addresses/addresses';
import type { Address, AddressLiteral, AddressRange, Cidr } from '../syntax/ast';
import type { Source } from './source';

/** All that Cloudflare reads before it looks whether it is an address, a range or a CIDR. */
const CHUNK = /[0-9A-Fa-f:./]+/y;
const PREFIX = /^0*[0-9]{1,3}$/;
const MAX_BYTE = 255;
/** Longest text of an address, with room to say that one is too long. */
const MAX_SHOWN = 60;

/** One address; `undefined` if none starts here. */
export function parseAddressLiteral(source: Source): AddressLiteral | undefined {
  const start = source.at;
  const text = source.takeMatch(CHUNK);
  if (text === undefined) return undefined;
  if (/\/|\.\./.test(text)) {
    source.failHere(start, source.at, {
      code: 'expression/cidr-outside-set',
      message: `expected one address, got the range \`${shown(text)}\``,
      help: `write \`in {${shown(text)}}\``,
    });
  }
  return { kind: 'address', address: readAddress(source, start, text), range: source.rangeFrom(start) };
}

/** One address, if what comes next is one and not the start of something else. */
export function takeAddress(source: Source): AddressLiteral | undefined {
  const start = source.at;
  const address = parseAddress(source.takeMatch(CHUNK) ?? '');
  if (address !== undefined) return { kind: 'address', address, range: source.rangeFrom(start) };
  source.at = start;
  return undefined;
}

/** An address, a range of them or a CIDR, in a set. */
export function parseAddressItem(source: Source): AddressLiteral | AddressRange | Cidr | undefined {
  const start = source.at;
  const short = takeIpv4(source);
  if (short !== undefined) return short;
  const text = source.takeMatch(CHUNK);
  if (text === undefined) return undefined;
  const dots = text.indexOf('..');
  if (dots !== -1) return range(source, start, text.slice(0, dots), text.slice(dots + 2));
  const slash = text.lastIndexOf('/');
  if (slash !== -1) return cidr(source, start, text.slice(0, slash), text.slice(slash + 1));
  const whole = parseAddress(text);
  const padded = whole === undefined ? parseShort(text) : undefined;
  if (padded !== undefined) {
    return { kind: 'cidr', address: padded, prefixLength: 32, form: 'short', range: source.rangeFrom(start) };
  }
  const address = whole ?? readAddress(source, start, text);
  return { kind: 'address', address, range: source.rangeFrom(start) };
}

const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;

/** Nearly every item: an IPv4 address or network without a fault. By hand, for sets may hold thousands. */
function takeIpv4(source: Source): AddressLiteral | Cidr | undefined {
  const { text, at: start } = source;
  let slash = -1;
  let end = start;
  let code = text.charCodeAt(end);
  for (; isDigit(code) || code === DOT || (code === SLASH && slash === -1); code = text.charCodeAt(++end)) {
    if (code === SLASH) slash = end;
  }
  const letter = code | 0x20;
  if (code === SLASH || code === COLON || (letter >= 0x61 && letter <= 0x66)) return undefined;
  const address = parseIpv4(text, start, slash === -1 ? end : slash);
  if (address === undefined) return undefined;
  if (slash === -1) {
    source.at = end;
    return { kind: 'address', address, range: source.rangeFrom(start) };
  }
  const prefixLength = shortNumber(text, slash + 1, end);
  if (!(prefixLength <= bitsOf(address)) || !beginsNetwork(address, prefixLength)) return undefined;
  source.at = end;
  return { kind: 'cidr', address, prefixLength, range: source.rangeFrom(start) };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The number that one or two digits write; `NaN` for anything else. */
function shortNumber(text: string, from: number, to: number): number {
  if (to <= from || to > from + 2) return Number.NaN;
  let number = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) return Number.NaN;
    number = number * 10 + code - 0x30;
  }
  return number;
}

/** No address where one must be. */
export function failAddress(source: Source): never {
  const { text, at } = source;
  const quoted = /"([0-9A-Fa-f:./]+)"/y;
  quoted.lastIndex = at;
  const address = quoted.exec(text);
  source.failHere(at, at + (address?.[0].length ?? 1), {
    code: 'expression/address',
    message: address === null ? 'expected an IP address' : 'expected an IP address, without quotes',
    help: address === null ? undefined : `did you mean \`${shown(address[1] ?? '')}\`?`,
  });
}

function range(source: Source, start: number, fromText: string, toText: string): AddressRange {
  const from = readAddress(source, start, fromText);
  if (toText === '') failAddress(source);
  const to = readAddress(source, source.at - toText.length, toText);
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
  const whole = parseAddress(text);
  const address = whole ?? parseShort(text) ?? readAddress(source, start, text);
  const prefixLength = PREFIX.test(prefix) ? Number(prefix) : Number.NaN;
  const bits = bitsOf(address);
  if (!(prefixLength <= bits)) {
    source.failHere(start, source.at, {
      code: 'expression/cidr-prefix',
      message: `the prefix of an ${bits === 32 ? 'IPv4' : 'IPv6'} range is a number from 0 to ${bits}, got: \`/${shown(prefix)}\``,
      help: `write \`${addressText(address)}\` for one address`,
      // What is no number of 8 bits is wrong in itself, a greater one together with the address.
      reportedAt: prefixLength <= MAX_BYTE ? start : source.at - prefix.length,
    });
  }
  if (!beginsNetwork(address, prefixLength)) {
    const network = networkOf(address, prefixLength);
    source.failHere(start, source.at, {
      code: 'expression/cidr-host-bits',
      message: `host part of address was not zero, got: \`${shown(`${text}/${prefix}`)}\``,
      help: `write \`${addressText(network)}/${prefixLength}\` for the range, \`${addressText(address)}\` for the address`,
    });
  }
  const place = source.rangeFrom(start);
  return whole === undefined
    ? { kind: 'cidr', address, prefixLength, form: 'short', range: place }
    : { kind: 'cidr', address, prefixLength, range: place };
}

/**
 * In a set Cloudflare takes IPv4 without the octets at its end, which are zero then, and with zeros before a number: they
 * do not make it octal.
 */
function parseShort(text: string): Address | undefined {
  const octets = text.split('.');
  if (octets.length > 4 || !octets.every((octet) => /^0*[0-9]{1,3}$/.test(octet))) return undefined;
  return parseAddress([0, 1, 2, 3].map((index) => Number(octets[index] ?? 0)).join('.'));
}

function readAddress(source: Source, start: number, text: string): Address {
  const address = parseAddress(text);
  if (address !== undefined) return address;
  return source.failHere(start, source.at, {
    code: 'expression/address',
    message: `\`${shown(text)}\` is no IP address`,
    help: adviceFor(text),
  });
}

function adviceFor(text: string): string | undefined {
  const repaired = text
    .split('.')
    .map((octet) => octet.replace(/^0+(?=\d)/, ''))
    .join('.');
  if (text.includes(':') || repaired === text || parseAddress(repaired) === undefined) return undefined;
  return `did you mean \`${repaired}\`?`;
}

function shown(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
}
