import { InputError, requireString, show } from '../../errors';
import {
  addressText,
  bitsOf,
  familyOf,
  isIpv4Mapped,
  lastAddressOf,
  mappedIpv4,
  networkOf,
  parseAddress as readAddress,
  wholeCidr,
} from '../../rules-language/addresses/addresses';
import { reservedFor } from '../../rules-language/addresses/reserved';

/** An address or CIDR in the one text form that Cloudflare's lists and Terraform's provider accept. */
export interface AddressRange {
  /** Canonical text: no `/32` or `/128`, no host bits, RFC 5952 for IPv6. */
  readonly text: string;
  readonly family: 'ipv4' | 'ipv6';
  /** Number of leading bits that are fixed: 32 or 128 for one address. */
  readonly prefix: number;
  /** What the addresses are kept for, such as `private`, if no client on the internet has them. */
  readonly reserved: string | undefined;
}

/** Shortest prefix that an allowlist may hold, by family: anything wider is no allowlist. */
const SHORTEST_PREFIX = { ipv4: 8, ipv6: 12 } as const;
const FULL_PREFIX = { ipv4: 32, ipv6: 128 } as const;

/**
 * Reads one address or CIDR, strictly: host bits, leading zeros, short forms and IPv4-mapped IPv6 are refused rather
 * than repaired, because the reader of the pull request must see what Cloudflare will see.
 *
 * @param prop The prop that holds it, for the message.
 * @throws InputError `address/...`
 */
export function parseAddress(prop: string, text: string): AddressRange {
  requireString(prop, text);
  const [base = '', prefixText, ...rest] = text.split('/');
  const address = rest.length > 0 ? undefined : readAddress(base);
  if (address === undefined) {
    throw new InputError('address/syntax', {
      message: `${show(prop)} must hold IP addresses and CIDRs, got: ${show(text)}`,
      help: adviceFor(text),
    });
  }
  if (isIpv4Mapped(address)) {
    throw new InputError('address/ipv4-mapped', {
      message: `${show(prop)} holds an IPv4-mapped IPv6 address, which never equals the IPv4 address, got: ${show(text)}`,
      help: `write \`${addressText(mappedIpv4(address))}\``,
    });
  }
  const family = familyOf(address) === 4 ? 'ipv4' : 'ipv6';
  const prefix = parsePrefix(prop, text, prefixText, family);
  const network = networkOf(address, prefix);
  const canonical = wholeCidr({ address: network, prefixLength: prefix });
  const isSingleWithPrefix = prefix === bitsOf(address) && text === `${canonical}/${prefix}`;
  if (text !== canonical && !isSingleWithPrefix) {
    throw new InputError('address/not-canonical', {
      message: `${show(prop)} holds an address that is not in canonical form, got: ${show(text)}`,
      help: `did you mean \`${canonical}\`?`,
    });
  }
  if (prefix < SHORTEST_PREFIX[family]) {
    throw new InputError('address/too-wide', {
      message: `${show(prop)} holds a range that is too wide for an allowlist, got: ${show(text)}`,
      help: `name the callers' own ranges: at least /${SHORTEST_PREFIX[family]} for ${family === 'ipv4' ? 'IPv4' : 'IPv6'}`,
    });
  }
  const reserved = reservedFor({ from: network, to: lastAddressOf(network, prefix) });
  return { text: canonical, family, prefix, reserved };
}

/**
 * Reads a list of addresses and CIDRs and keeps its order. One that is already covered by another is refused: it
 * would suggest a limit that is none.
 */
export function parseAddresses(prop: string, texts: readonly string[]): readonly AddressRange[] {
  const ranges = texts.map((text) => parseAddress(prop, text));
  refuseOverlaps(prop, ranges);
  return ranges;
}

/** @throws InputError `address/overlap` naming both, if one range is inside another. */
export function refuseOverlaps(prop: string, ranges: readonly AddressRange[]): void {
  const seen = new Set<string>();
  for (const range of ranges) {
    if (seen.has(range.text)) {
      throw new InputError('address/duplicate', {
        message: `${show(prop)} holds the same range twice, got: ${show(range.text)}`,
        help: 'remove one of them',
      });
    }
    seen.add(range.text);
  }
  // Only prefixes that occur can cover another range: that keeps a list of 10,000 items quick.
  const prefixes = { ipv4: new Set<number>(), ipv6: new Set<number>() };
  for (const range of ranges) prefixes[range.family].add(range.prefix);
  for (const range of ranges) {
    const address = readAddress(range.text.split('/')[0] ?? '') ?? '';
    for (const prefix of prefixes[range.family]) {
      if (prefix >= range.prefix) continue;
      const outer = wholeCidr({ address: networkOf(address, prefix), prefixLength: prefix });
      if (!seen.has(outer)) continue;
      throw new InputError('address/overlap', {
        message: `${show(prop)} holds ${show(range.text)}, which ${show(outer)} already covers`,
        help: 'remove the narrower one, or the wider one if only the narrower was meant',
      });
    }
  }
}

/** Number of addresses in the range, exact. */
export function sizeOf(range: AddressRange): bigint {
  return 1n << BigInt(FULL_PREFIX[range.family] - range.prefix);
}

function parsePrefix(
  prop: string,
  text: string,
  prefixText: string | undefined,
  family: AddressRange['family'],
): number {
  if (prefixText === undefined) return FULL_PREFIX[family];
  const prefix = /^(?:0|[1-9]\d{0,2})$/.test(prefixText) ? Number(prefixText) : Number.NaN;
  if (!(prefix >= 0 && prefix <= FULL_PREFIX[family])) {
    throw new InputError('address/prefix', {
      message: `${show(prop)} holds a CIDR whose prefix is not 0 to ${FULL_PREFIX[family]}, got: ${show(text)}`,
      help: 'for one address leave the prefix out',
    });
  }
  return prefix;
}

function adviceFor(text: string): string {
  if (/["'\s]/.test(text)) return 'write one address or CIDR an element, without quotes or blanks inside';
  if (/\.\.|-/.test(text)) return 'write a range as CIDRs, such as `203.0.113.0/24`';
  if (/^\$?(?=[a-z0-9_]{1,50}$)[a-z0-9_]*[a-z]/.test(text))
    return `for a list of the account use IpList.fromName('${text.replace(/^\$/, '')}')`;
  return 'write an address such as `203.0.113.7` or a CIDR such as `203.0.113.0/24`, without leading zeros';
}
