import ipaddr from 'ipaddr.js';

/**
 * The prefixes that an IP list takes. Cloudflare's pages differ about the shorter end; these are in all of them.
 *
 * @see https://developers.cloudflare.com/waf/tools/lists/custom-lists/#ip-lists
 */
const PREFIX = { ipv4: { min: 8, max: 32, bits: 32 }, ipv6: { min: 12, max: 64, bits: 128 } } as const;

/** Why an IP list does not take this text; undefined if it does. */
export function addressProblem(text: string): string | undefined {
  const [address = '', prefixText, ...rest] = text.split('/');
  if (rest.length > 0 || !isAddress(address)) return 'it is neither an IP address nor a CIDR';
  const ip = ipaddr.parse(address);
  const { min, max, bits } = PREFIX[ip.kind()];
  if (prefixText === undefined) {
    if (ip.kind() === 'ipv6') return 'a single IPv6 address must be given as its /64';
    return undefined;
  }
  const prefix = Number(prefixText);
  if (!/^\d+$/.test(prefixText) || prefix > bits) return 'it is neither an IP address nor a CIDR';
  if (ip.kind() === 'ipv4' && prefix === bits) return 'a single address must be given without its /32';
  if (prefix < min || prefix > max) return `the prefix must be /${min} to /${max}`;
  const network = ip.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  const canonical = `${network.networkAddressFromCIDR(text).toString()}/${prefix}`;
  return canonical === text ? undefined : `it is not in canonical form, which is ${canonical}`;
}

function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(':') && ipaddr.IPv6.isValid(text));
}
