import { addressText } from '../../lib/rules-language';
import { addressAfter } from '../../lib/rules-language/addresses/numbers';
import { reservedFor } from '../../lib/rules-language/addresses/reserved';
import { readSpan } from '../../lib/rules-language/addresses/spans';

function reserved(text: string): string | undefined {
  return reservedFor(readSpan(text) ?? { from: '', to: '' });
}

/** Every block of IANA's two special-purpose registries, but for Teredo and 6to4, and multicast. */
test.each([
  ['0.0.0.0/8', 'this network'],
  ['0.0.0.0', 'this network'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'carrier-grade NAT'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'protocols of the IETF'],
  ['192.0.0.0/29', 'protocols of the IETF'],
  ['192.0.0.8', 'protocols of the IETF'],
  ['192.0.0.9', 'protocols of the IETF'],
  ['192.0.0.10', 'protocols of the IETF'],
  ['192.0.0.170', 'protocols of the IETF'],
  ['192.0.0.171', 'protocols of the IETF'],
  ['192.0.2.0/24', 'documentation'],
  ['192.31.196.0/24', 'AS112'],
  ['192.52.193.0/24', 'multicast relays'],
  ['192.88.99.0/24', '6to4 relays'],
  ['192.168.0.0/16', 'private'],
  ['192.175.48.0/24', 'AS112'],
  ['198.18.0.0/15', 'benchmarks'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'kept for the future'],
  ['255.255.255.255', 'broadcast'],
  ['::1', 'loopback'],
  ['::', 'unspecified'],
  ['::ffff:0:0/96', 'IPv4-mapped, which never equals the IPv4 address'],
  ['64:ff9b::/96', 'NAT64'],
  ['64:ff9b:1::/48', 'NAT64'],
  ['100::/64', 'discarded traffic'],
  ['100:0:0:1::/64', 'dummy addresses'],
  ['2001:1::1', 'protocols of the IETF'],
  ['2001:1::2', 'protocols of the IETF'],
  ['2001:1::3', 'protocols of the IETF'],
  ['2001:2::/48', 'benchmarks'],
  ['2001:3::/32', 'multicast relays'],
  ['2001:4:112::/48', 'AS112'],
  ['2001:10::/28', 'ORCHID'],
  ['2001:20::/28', 'ORCHID'],
  ['2001:30::/28', 'ids of drones'],
  ['2001:1ff::/32', 'protocols of the IETF'],
  ['2001:db8::/32', 'documentation'],
  ['2620:4f:8000::/48', 'AS112'],
  ['3fff::/20', 'documentation'],
  ['5f00::/16', 'segment routing'],
  ['fc00::/7', 'private'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'site-local'],
  ['ff00::/8', 'multicast'],
  ['4000::1', 'unassigned'],
  ['::/3', 'unassigned'],
  ['2002:a00:1::1', '6to4 of a reserved IPv4 address'],
  ['224.0.0.0/3', 'several purposes'],
  ['fe00::/7', 'unassigned'],
])('%s is for %s', (text, what) => {
  expect(reserved(text)).toBe(what);
});

test.each([
  '192.0.0.0/8',
  '192.0.0.0/23',
  '0.0.0.0/0',
  '8.0.0.0/6',
  '1.1.1.1',
  '172.32.0.0/16',
  '100.128.0.0/16',
  '223.255.255.255',
  '2001::/23',
  '2001::/32',
  '2001:200::/32',
  '2002::/16',
  '2002:808:808::1',
  '2000::/3',
  '2606:4700::/32',
  '3fff:1000::/36',
  '3ffe::/16',
  '::/0',
])('clients may have addresses of %s', (text) => {
  expect(reserved(text)).toBeUndefined();
});

test.each([
  ['9.255.255.255', '10.0.0.0'],
  ['100.127.255.255', '100.128.0.0'],
  ['191.255.255.255', '192.0.0.0'],
  ['192.0.0.255', '192.0.1.0'],
  ['223.255.255.255', '224.0.0.0'],
  ['1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2000::'],
  ['2001:0:ffff:ffff:ffff:ffff:ffff:ffff', '2001:1::'],
  ['2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', '2001:200::'],
  ['3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', '3fff:1000::'],
  ['3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '4000::'],
])('a boundary lies between %s and %s', (last, first) => {
  expect(addressText(addressAfter(readSpan(last)?.to ?? '', 1n) ?? '')).toBe(first);
  expect(reserved(last) === undefined).not.toBe(reserved(first) === undefined);
});

test.each([
  ['255.255.255.255', 1n],
  ['0.0.0.0', -1n],
  ['::', -1n],
  ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 1n],
])('no address of its family is %s plus %s', (text, count) => {
  expect(addressAfter(readSpan(text)?.from ?? '', count)).toBeUndefined();
});
