import {
  bitsOf,
  familyOf,
  networkOf,
  parseAddress,
  wholeCidr,
} from '../../../rules-language/addresses/addresses';

/**
 * The prefixes that an IP list takes, by family. Cloudflare's pages differ about the shorter end; these are in all of them.
 *
 * @see https://developers.cloudflare.com/waf/tools/lists/custom-lists/#ip-lists
 */
const PREFIX = { 4: { min: 8, max: 32 }, 6: { min: 12, max: 64 } } as const;

/** Why an IP list does not take this text; undefined if it does. */
export function addressProblem(text: string): string | undefined {
  const [base = '', prefix, ...rest] = text.split('/');
  const address = parseAddress(base);
  const isNeither = rest.length > 0 || address === undefined || !/^\d+$/.test(prefix ?? '0');
  if (isNeither || Number(prefix ?? 0) > bitsOf(address)) return 'it is neither an IP address nor a CIDR';
  const family = familyOf(address);
  const { min, max } = PREFIX[family];
  if (prefix === undefined) {
    return family === 6 ? 'a single IPv6 address must be given as its /64' : undefined;
  }
  const prefixLength = Number(prefix);
  if (family === 4 && prefixLength === 32) return 'a single address must be given without its /32';
  if (prefixLength < min || prefixLength > max) return `the prefix must be /${min} to /${max}`;
  const canonical = wholeCidr({ address: networkOf(address, prefixLength), prefixLength });
  return canonical === text ? undefined : `it is not in canonical form, which is ${canonical}`;
}
