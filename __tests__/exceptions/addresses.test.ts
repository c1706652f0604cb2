import { parseAddress, parseAddresses, sizeOf } from '../../lib/exceptions/request/addresses';
import { refusalOf } from '../support/refusal';

test.each([
  ['1.1.1.1', { text: '1.1.1.1', family: 'ipv4', prefix: 32, reserved: undefined }],
  ['1.1.1.1/32', { text: '1.1.1.1', family: 'ipv4', prefix: 32, reserved: undefined }],
  ['198.41.128.0/17', { text: '198.41.128.0/17', family: 'ipv4', prefix: 17, reserved: undefined }],
  ['8.8.8.8/31', { text: '8.8.8.8/31', family: 'ipv4', prefix: 31, reserved: undefined }],
  ['44.0.0.0/8', { text: '44.0.0.0/8', family: 'ipv4', prefix: 8, reserved: undefined }],
  ['2606:4700::1111', { text: '2606:4700::1111', family: 'ipv6', prefix: 128, reserved: undefined }],
  ['2606:4700::1111/128', { text: '2606:4700::1111', family: 'ipv6', prefix: 128, reserved: undefined }],
  ['2606:4700::/127', { text: '2606:4700::/127', family: 'ipv6', prefix: 127, reserved: undefined }],
  ['2606:4700::/65', { text: '2606:4700::/65', family: 'ipv6', prefix: 65, reserved: undefined }],
  ['2606:4700::/64', { text: '2606:4700::/64', family: 'ipv6', prefix: 64, reserved: undefined }],
  ['2600::/12', { text: '2600::/12', family: 'ipv6', prefix: 12, reserved: undefined }],
  ['2606:4700:1:0:1:0:0:1', undefined],
  ['2606:4700:1:0:1::1', { text: '2606:4700:1:0:1::1', family: 'ipv6', prefix: 128, reserved: undefined }],
])('reads %s', (text, expected) => {
  if (expected !== undefined) expect(parseAddress('from', text)).toEqual(expected);
  else expect(refusalOf(() => parseAddress('from', text)).help).toBe('did you mean `2606:4700:1:0:1::1`?');
});

test.each([
  ['10.0.0.0/8', 'private'],
  ['172.16.0.0/12', 'private'],
  ['192.168.1.1', 'private'],
  ['127.0.0.1', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['100.64.0.0/10', 'carrier-grade NAT'],
  ['192.0.2.1', 'documentation'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['192.0.0.0/8', undefined],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['::1', 'loopback'],
  ['::', 'unspecified'],
  ['fe80::1', 'link-local'],
  ['fc00::/12', 'private'],
  ['2001:db8::/32', 'documentation'],
  ['3fff::1', 'documentation'],
  ['64:ff9b::1', 'NAT64'],
  ['100::1', 'discarded traffic'],
  ['8.8.8.8', undefined],
  ['2606:4700::1', undefined],
])('knows what %s is reserved for', (text, reserved) => {
  expect(parseAddress('from', text).reserved).toBe(reserved);
});

describe('refuses', () => {
  const syntax = ['address/syntax', '`from` must hold IP addresses and CIDRs'] as const;
  const canonical = [
    'address/not-canonical',
    '`from` holds an address that is not in canonical form',
  ] as const;
  const wide = ['address/too-wide', '`from` holds a range that is too wide for an allowlist'] as const;
  const prefix4 = ['address/prefix', '`from` holds a CIDR whose prefix is not 0 to 32'] as const;
  const prefix6 = ['address/prefix', '`from` holds a CIDR whose prefix is not 0 to 128'] as const;
  const mapped = [
    'address/ipv4-mapped',
    '`from` holds an IPv4-mapped IPv6 address, which never equals the IPv4 address',
  ] as const;
  const example =
    'write an address such as `203.0.113.7` or a CIDR such as `203.0.113.0/24`, without leading zeros';
  const noPrefix = 'for one address leave the prefix out';
  const own4 = "name the callers' own ranges: at least /8 for IPv4";
  const own6 = "name the callers' own ranges: at least /12 for IPv6";
  test.each<[string, string, readonly [string, string], string]>([
    ['nothing', '', syntax, example],
    ['a name', 'office', syntax, "for a list of the account use IpList.fromName('office')"],
    ['a list with its sign', '$office', syntax, "for a list of the account use IpList.fromName('office')"],
    ['a host', 'example.com', syntax, example],
    [
      'a quoted address',
      '"1.1.1.1"',
      syntax,
      'write one address or CIDR an element, without quotes or blanks inside',
    ],
    [
      'two addresses',
      '1.1.1.1 8.8.8.8',
      syntax,
      'write one address or CIDR an element, without quotes or blanks inside',
    ],
    ['two addresses with a comma', '1.1.1.1,8.8.8.8', syntax, example],
    ['a range', '1.1.1.1..1.1.1.9', syntax, 'write a range as CIDRs, such as `203.0.113.0/24`'],
    ['a reversed range', '1.1.1.9-1.1.1.1', syntax, 'write a range as CIDRs, such as `203.0.113.0/24`'],
    [
      'a range of two families',
      '1.1.1.1..2606::1',
      syntax,
      'write a range as CIDRs, such as `203.0.113.0/24`',
    ],
    ['three octets', '1.1.1', syntax, example],
    ['an octet of 256', '1.1.1.256', syntax, example],
    ['a leading zero', '1.1.1.01', syntax, example],
    ['a hexadecimal octet', '0x1.1.1.1', syntax, example],
    ['a number', '16843009', syntax, example],
    ['a negated address', '!1.1.1.1', syntax, example],
    ['two prefixes', '1.1.1.0/24/25', syntax, example],
    ['an IPv6 address with a zone', 'fe80::1%eth0', syntax, example],
    ['two double colons', '2606::1::2', syntax, example],
    ['an IPv6 prefix alone', '2606:4700', syntax, example],
    ['an empty prefix', '1.1.1.0/', prefix4, noPrefix],
    ['an IPv4 prefix of 33', '1.1.1.0/33', prefix4, noPrefix],
    ['a prefix with a leading zero', '1.1.1.0/08', prefix4, noPrefix],
    ['a net mask', '1.1.1.0/255.255.255.0', prefix4, noPrefix],
    ['a negative prefix', '1.1.1.0/-1', prefix4, noPrefix],
    ['an IPv6 prefix of 129', '2606:4700::/129', prefix6, noPrefix],
    ['host bits of IPv4', '1.1.1.1/24', canonical, 'did you mean `1.1.1.0/24`?'],
    ['host bits of IPv6', '2606:4700::1/64', canonical, 'did you mean `2606:4700::/64`?'],
    ['host bits in the last but one bit', '1.1.1.1/31', canonical, 'did you mean `1.1.1.0/31`?'],
    ['upper-case IPv6', '2606:4700::ABCD', canonical, 'did you mean `2606:4700::abcd`?'],
    ['written-out IPv6', '2606:4700:0:0:0:0:0:1', canonical, 'did you mean `2606:4700::1`?'],
    ['leading zeros in IPv6', '2606:4700::0001', canonical, 'did you mean `2606:4700::1`?'],
    ['written-out IPv6 with a full prefix', '2606:4700:0::1/128', canonical, 'did you mean `2606:4700::1`?'],
    ['IPv4 inside IPv6', '::ffff:1.1.1.1', mapped, 'write `1.1.1.1`'],
    ['IPv4 inside IPv6 in hex', '::ffff:101:101', mapped, 'write `1.1.1.1`'],
    ['the whole of IPv4', '0.0.0.0/0', wide, own4],
    ['an IPv4 prefix of 7', '44.0.0.0/7', wide, own4],
    ['the whole of IPv6', '::/0', wide, own6],
    ['an IPv6 prefix of 11', '2600::/11', wide, own6],
  ])('%s', (_title, text, [code, problem], help) => {
    expect(refusalOf(() => parseAddress('from', text))).toEqual({
      code,
      message: `${problem}, got: \`${text}\``,
      help,
    });
  });
});

describe('a list', () => {
  test.each<[string, readonly string[]]>([
    ['keeps its order', ['8.8.8.8', '1.1.1.1', '2606:4700::/32']],
    ['may hold neighbours', ['1.1.0.0/24', '1.1.1.0/24', '1.1.2.0/23']],
    ['may hold the same bits of two families', ['1.0.0.0/8', '100::/12']],
  ])('%s', (_title, texts) => {
    expect(parseAddresses('from', texts).map(({ text }) => text)).toEqual(texts);
  });

  const narrower = 'remove the narrower one, or the wider one if only the narrower was meant';
  test.each<[string, readonly string[], string, string, string]>([
    [
      'an address twice',
      ['1.1.1.1', '8.8.8.8', '1.1.1.1'],
      'address/duplicate',
      '`items` holds the same range twice, got: `1.1.1.1`',
      'remove one of them',
    ],
    [
      'an address twice, once with its prefix',
      ['1.1.1.1', '1.1.1.1/32'],
      'address/duplicate',
      '`items` holds the same range twice, got: `1.1.1.1`',
      'remove one of them',
    ],
    [
      'a range inside another',
      ['1.1.0.0/16', '1.1.1.0/24'],
      'address/overlap',
      '`items` holds `1.1.1.0/24`, which `1.1.0.0/16` already covers',
      narrower,
    ],
    [
      'a range inside a later one',
      ['1.1.1.1', '1.1.0.0/16'],
      'address/overlap',
      '`items` holds `1.1.1.1`, which `1.1.0.0/16` already covers',
      narrower,
    ],
    [
      'an IPv6 range inside another',
      ['2606:4700::/32', '2606:4700:1::/64'],
      'address/overlap',
      '`items` holds `2606:4700:1::/64`, which `2606:4700::/32` already covers',
      narrower,
    ],
  ])('may not hold %s', (_title, texts, code, message, help) => {
    expect(refusalOf(() => parseAddresses('items', texts))).toEqual({ code, message, help });
  });
});

test.each([
  ['1.1.1.1', 1n],
  ['1.1.1.0/24', 256n],
  ['44.0.0.0/8', 16777216n],
  ['2606:4700::/64', 18446744073709551616n],
])('counts the addresses of %s', (text, size) => {
  expect(sizeOf(parseAddress('from', text))).toBe(size);
});
