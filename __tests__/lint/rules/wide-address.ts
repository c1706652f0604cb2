import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ip.src in {0.0.0.0/0}';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ip.src in {104.16.0.0/13}';

test('finds a range of addresses that is too wide for an exception', () => {
  expect(foundBy('wide-address', BAD)).toEqual([
    {
      message: '`0.0.0.0/0` is too wide for a list of callers',
      help: "name the callers' own ranges: at least /8",
      at: '0.0.0.0/0',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('wide-address', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['ip.src in {fe80::/10}', []],
  ['ip.src in {224.0.0.0/3}', []],
  ['ip.src in {128.0.0.0/1}', ['128.0.0.0/1']],
  ['ip.src in {224.0.0.0/4 240.0.0.0/4}', []],
])('leaves those to reserved-address that nobody has: %s', (text, at) => {
  expect(foundBy('wide-address', text).map((found) => found.at)).toEqual(at);
});

test.each<[string, string | undefined]>([
  ['ip.src in {1.0.0.0/8}', undefined],
  ['ip.src in {1.0.0.0/9 1.128.0.0/9}', undefined],
  ['ip.src in {1.0.0.0/8 1.2.0.0/16}', undefined],
  ['ip.src in {1.0.0.0/8 2.0.0.0}', '16,777,217 IPv4 addresses'],
  ['ip.src in {2600::/12}', undefined],
  ['ip.src in {2600::/12 2a00::/13}', 'more than 2^116 IPv6 addresses'],
  ['cidr(ip.src, 1, 1) in {0.0.0.0 128.0.0.0}', '4,294,967,296 IPv4 addresses'],
  ['cidr(ip.src, 8, 1) eq 1.0.0.0', undefined],
  ['cidr6(ip.src, 1) eq ::', '2^127 IPv6 addresses'],
  ['cidr(ip.src, 1, 1) in {0.0.0.0 128.0.0.0 :: 8000::}', 'everybody'],
  ['ip.src.asnum in {1..4294967295}', '4,294,967,295 AS numbers'],
  ['ip.src.asnum in {1..100}', undefined],
  ['ip.src.asnum in {1..101}', '101 AS numbers'],
  ['ip.src.asnum gt 0', '4,294,967,295 AS numbers'],
  ['ip.src.asnum eq 13335', undefined],
  ['ip.src in $office', undefined],
  ['ip.src in $cf.vpn', undefined],
])('sums up all that a condition names: %s', (text, count) => {
  expect(foundBy('wide-address', text)).toEqual(
    count === undefined
      ? []
      : [
          {
            message: `\`${text}\` holds for ${count}, too many for a list of callers`,
            help: "name the callers' own ranges: together no more than an IPv4 /8, an IPv6 /12, or 100 AS numbers",
            at: text,
          },
        ],
  );
});

test.each<[string, string]>([
  ['two halves', 'ip.src in {12.0.0.0/8} or ip.src in {13.0.0.0/8}'],
  ['three ways', 'ip.src in {12.0.0.0/9} or cidr(ip.src, 8, 128) eq 13.0.0.0 or ip.src eq 1.2.3.4'],
  ['AS numbers', 'ip.src.asnum in {1..60} or ip.src.asnum in {101..160}'],
])('sums up alternatives that name few each: %s', (_title, text) => {
  const found = foundBy('wide-address', `http.host eq "app.example.com" and (${text})`);
  expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('too many for a list')]);
});

test.each<[string, string]>([
  ['the range of a comparison', 'ip.src.asnum ge 64496 and ip.src.asnum le 64511'],
  ['addresses beside a wide network', 'ip.src in {0.0.0.0/0} and ip.src in {104.16.0.0/13}'],
  ['an AS number beside a wide network', 'ip.src in {0.0.0.0/0} and ip.src.asnum eq 13335'],
  ['alternatives that overlap', 'ip.src in {12.0.0.0/8} or ip.src in {12.0.0.0/9}'],
  ['alternatives for something else', 'ip.src in {12.0.0.0/8} or ip.src in {13.0.0.0/8} or ssl'],
])('is silent where all conditions together leave few, or do not ask for callers: %s', (_title, text) => {
  expect(foundBy('wide-address', `http.host eq "app.example.com" and (${text})`)).toEqual([]);
});
