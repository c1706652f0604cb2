import ipaddr from 'ipaddr.js';
import { errorDiagnostic } from '../diagnostics';
import type { Check } from './check';

/** Prefix lengths that stand for a single address, and so say nothing. */
const SINGLE_ADDRESS = { ipv4: 32, ipv6: 128 } as const;

/** An address or network in the form that the API stores, or no address at all (the API then says what is wrong). */
export const isNormalAddress: Check = ({ value, path }) => {
  if (typeof value !== 'string') return [];
  const problem = value.includes('/') ? networkProblem(value) : addressProblem(value);
  return problem === null ? [] : [errorDiagnostic(problem.summary, problem.detail, path)];
};

interface Problem {
  readonly summary: string;
  readonly detail: string;
}

function addressProblem(text: string): Problem | null {
  if (!isAddress(text)) return null;
  const normal = addressText(ipaddr.parse(text));
  if (text === normal) return null;
  return {
    summary: 'IP address must be normalized',
    detail: `IP address "${text}" must be normalized: "${normal}"`,
  };
}

function networkProblem(text: string): Problem | null {
  const [address = '', prefix = ''] = text.split('/');
  if (!isAddress(address) || !ipaddr.isValidCIDR(text)) return null;
  const parsed = ipaddr.parse(address);
  const kind = parsed.kind();
  if (Number(prefix) === SINGLE_ADDRESS[kind]) {
    const family = kind === 'ipv4' ? 'IPv4' : 'IPv6';
    return {
      summary: `${family} /${prefix} CIDRs should have the /${prefix} suffix stripped`,
      detail: `CIDR "${text}" must be represented as "${addressText(parsed)}"`,
    };
  }
  const network =
    kind === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(text) : ipaddr.IPv6.networkAddressFromCIDR(text);
  const normal = `${addressText(network)}/${Number(prefix)}`;
  if (text === normal) return null;
  return { summary: 'CIDR must be normalized', detail: `CIDR "${text}" must be normalized: "${normal}"` };
}

// `ipaddr.js` also takes "1.2" and "010.0.0.1" for addresses; Go does not.
function isAddress(text: string): boolean {
  return text.includes(':') ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);
}

function addressText(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  if (address instanceof ipaddr.IPv4) return address.toString();
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
}
