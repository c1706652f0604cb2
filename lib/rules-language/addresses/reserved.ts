import { addressAfter } from './numbers';
import { type AddressSpan, readSpan } from './spans';

/**
 * Networks that no client on the internet has: all that IANA keeps for a purpose of its own, and what it has given to
 * nobody. Teredo (`2001::/32`) and 6to4 (`2002::/16`) are left out: clients do have their addresses. Of two that hold an
 * address, the first one says what it is for.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry/
 * @see https://www.iana.org/assignments/ipv6-address-space/
 */
const RESERVED: readonly (readonly [network: string, what: string])[] = [
  ['0.0.0.0/8', 'this network'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'carrier-grade NAT'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'protocols of the IETF'],
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
  ['255.255.255.255', 'broadcast'],
  ['240.0.0.0/4', 'kept for the future'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::ffff:0:0/96', 'IPv4-mapped, which never equals the IPv4 address'],
  ['64:ff9b::/96', 'NAT64'],
  ['64:ff9b:1::/48', 'NAT64'],
  ['100::/64', 'discarded traffic'],
  ['100:0:0:1::/64', 'dummy addresses'],
  ['::/3', 'unassigned'],
  ['2001:2::/48', 'benchmarks'],
  ['2001:3::/32', 'multicast relays'],
  ['2001:4:112::/48', 'AS112'],
  ['2001:10::/28', 'ORCHID'],
  ['2001:20::/28', 'ORCHID'],
  ['2001:30::/28', 'ids of drones'],
  // What is left of 2001::/23 without Teredo.
  ['2001:1::..2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', 'protocols of the IETF'],
  ['2001:db8::/32', 'documentation'],
  ['2620:4f:8000::/48', 'AS112'],
  ['3fff::/20', 'documentation'],
  ['5f00::/16', 'segment routing'],
  ['fc00::/7', 'private'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'site-local'],
  ['ff00::/8', 'multicast'],
  ['4000::/2', 'unassigned'],
  ['8000::/1', 'unassigned'],
];

interface ReservedSpan extends AddressSpan {
  readonly what: string;
}

/** The networks of each family, read when the first of its addresses is asked for: a synth may name none. */
let ipv4: readonly ReservedSpan[] | undefined;
let ipv6: readonly ReservedSpan[] | undefined;

/**
 * What these addresses are kept for, if no client on the internet has any of them.
 *
 * @returns `undefined` also where only some of them are reserved
 */
export function reservedFor({ from, to }: AddressSpan): string | undefined {
  const spans = from.length === 4 ? ipv4Spans() : ipv6Spans();
  let isBegun = false;
  // A loop: lint asks for each address of thousands of rules, and most are in none.
  for (const span of spans) {
    if (from < span.from || from > span.to) continue;
    if (to <= span.to) return span.what;
    isBegun = true;
  }
  return isBegun && joined(spans).some((span) => span.from <= from && to <= span.to)
    ? 'several purposes'
    : undefined;
}

function ipv4Spans(): readonly ReservedSpan[] {
  return (ipv4 ??= readSpans((network) => !network.includes(':')));
}

function ipv6Spans(): readonly ReservedSpan[] {
  // A client with an address of 6to4 has the IPv4 address that is in it, so not one of these.
  return (ipv6 ??= [
    ...readSpans((network) => network.includes(':')),
    ...ipv4Spans().map(({ from, to }) => ({
      from: `\x20\x02${from}${'\0'.repeat(10)}`,
      to: `\x20\x02${to}${'\xff'.repeat(10)}`,
      what: '6to4 of a reserved IPv4 address',
    })),
  ]);
}

function readSpans(isOfFamily: (network: string) => boolean): readonly ReservedSpan[] {
  return RESERVED.filter(([network]) => isOfFamily(network)).flatMap(([network, what]) => {
    const [first = '', last] = network.split('..');
    const [from, to] = [readSpan(first)?.from, readSpan(last ?? first)?.to];
    return from === undefined || to === undefined ? [] : [{ from, to, what }];
  });
}

/** Neighbours as one span: together they may hold what none of them does. */
function joined(spans: readonly AddressSpan[]): readonly AddressSpan[] {
  const sorted = [...spans].sort((a, b) => (a.from < b.from ? -1 : 1));
  const result: { from: string; to: string }[] = [];
  for (const { from, to } of sorted) {
    const open = result.at(-1);
    const next = open === undefined ? undefined : addressAfter(open.to, 1n);
    if (open === undefined || (next !== undefined && from > next)) result.push({ from, to });
    else if (to > open.to) open.to = to;
  }
  return result;
}
