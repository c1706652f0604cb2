import { LIST_PREFIXES } from '../../../cloudflare';
import {
  bitsOf,
  familyOf,
  networkOf,
  parseAddress,
  wholeCidr,
} from '../../../rules-language/addresses/addresses';

/** Why an IP list does not take this text; undefined if it does. */
export function addressProblem(text: string): string | undefined {
  const [base = '', prefix, ...rest] = text.split('/');
  const address = parseAddress(base);
  const isNeither = rest.length > 0 || address === undefined || !/^\d+$/.test(prefix ?? '0');
  if (isNeither || Number(prefix ?? 0) > bitsOf(address)) return 'it is neither an IP address nor a CIDR';
  const family = familyOf(address);
  const { min, max } = LIST_PREFIXES[family];
  if (prefix === undefined) {
    return family === 6 ? 'a single IPv6 address must be given as its /64' : undefined;
  }
  const prefixLength = Number(prefix);
  if (family === 4 && prefixLength === 32) return 'a single address must be given without its /32';
  if (prefixLength < min || prefixLength > max) return `the prefix must be /${min} to /${max}`;
  const canonical = wholeCidr({ address: networkOf(address, prefixLength), prefixLength });
  return canonical === text ? undefined : `it is not in canonical form, which is ${canonical}`;
}
