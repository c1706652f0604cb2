import { parseAddress } from '../../rules-language/addresses/addresses';
import type { NamedAddresses } from './address-conditions';

/**
 * Networks that no client on the internet has.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry/
 */
const RESERVED: readonly (readonly [first: string, last: string, what: string])[] = [
  ['0.0.0.0', '0.255.255.255', 'this network'],
  ['10.0.0.0', '10.255.255.255', 'private'],
  ['100.64.0.0', '100.127.255.255', 'carrier-grade NAT'],
  ['127.0.0.0', '127.255.255.255', 'loopback'],
  ['169.254.0.0', '169.254.255.255', 'link-local'],
  ['172.16.0.0', '172.31.255.255', 'private'],
  ['192.0.2.0', '192.0.2.255', 'documentation'],
  ['192.168.0.0', '192.168.255.255', 'private'],
  ['198.18.0.0', '198.19.255.255', 'benchmarks'],
  ['198.51.100.0', '198.51.100.255', 'documentation'],
  ['203.0.113.0', '203.0.113.255', 'documentation'],
  ['224.0.0.0', '255.255.255.255', 'multicast or reserved'],
  ['::', '::1', 'unspecified or loopback'],
  ['::ffff:0:0', '::ffff:ffff:ffff', 'IPv4-mapped, which never equals the IPv4 address'],
  ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', 'documentation'],
  ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'private'],
  ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'link-local'],
  ['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'multicast'],
];

const NETWORKS = RESERVED.map(([first, last, what]) => ({
  from: parseAddress(first) ?? '',
  to: parseAddress(last) ?? '',
  what,
}));

/** What the network is for that holds these addresses; `undefined` for those of the internet. */
export function reservedFor({ from, to }: Pick<NamedAddresses, 'from' | 'to'>): string | undefined {
  return NETWORKS.find(
    (network) => network.from.length === from.length && network.from <= from && to <= network.to,
  )?.what;
}
