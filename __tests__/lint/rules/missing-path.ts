import { foundBy } from '../../support/lint';

const BAD = 'http.host eq "app.example.com" and http.request.method eq "POST"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"';

test('finds an exception for every path, for every caller', () => {
  expect(foundBy('missing-path', BAD)).toEqual([
    {
      message: 'the exception applies to every path, whoever asks',
      help: 'name the path: `http.request.uri.path eq "/..."`',
      at: 'http.host eq "app.example.com" and http.request.method eq "POST"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('missing-path', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['(http.request.uri.path eq "/x") or ip.src in $office', []],
  ['http.request.uri.path eq "/x" or raw.http.request.uri.path eq "/x"', []],
  ['ip.src in $office or cf.verified_bot_category eq "Search Engine Crawler"', []],
  ['starts_with(http.request.uri.path, "/")', ['starts_with(http.request.uri.path, "/")']],
  ['http.request.uri.path eq http.referer', ['http.request.uri.path eq http.referer']],
  ['starts_with(http.request.uri.path, http.referer)', ['starts_with(http.request.uri.path, http.referer)']],
  [
    'raw.http.request.uri.path eq http.request.uri.path',
    ['raw.http.request.uri.path eq http.request.uri.path'],
  ],
  ['http.request.uri.path matches "^.*$"', ['http.request.uri.path matches "^.*$"']],
  [
    'lower(http.request.uri.path) matches "^(?:/[^A-Z]*)?$"',
    ['lower(http.request.uri.path) matches "^(?:/[^A-Z]*)?$"'],
  ],
  ['http.request.uri.path matches "^/{0,1}.{0,99}$"', ['http.request.uri.path matches "^/{0,1}.{0,99}$"']],
  ['http.request.uri.path matches "^/.{0,4096}$"', ['http.request.uri.path matches "^/.{0,4096}$"']],
  ['http.request.uri matches "/"', ['http.request.uri matches "/"']],
  ['http.request.uri.path matches "^/[a-z]$"', []],
  ['len(http.request.uri.path) eq 7', ['len(http.request.uri.path) eq 7']],
])('is silent where each alternative has a path or a caller: %s', (text, at) => {
  expect(foundBy('missing-path', text).map((found) => found.at)).toEqual(at);
});

test.each<[string, string]>([
  ['ip.src.asnum in {1..4294967295}', 'for 4,294,967,295 AS numbers'],
  ['cidr(ip.src, 1, 1) in {0.0.0.0 128.0.0.0}', 'for 4,294,967,296 IPv4 addresses'],
  ['ip.src in {1.0.0.0/8}', 'for 16,777,216 IPv4 addresses'],
  ['http.host eq "a.com" and ip.src in {1.0.0.0/8}', 'for 16,777,216 IPv4 addresses'],
  ['ip.src in {2600::/12}', 'for 2^116 IPv6 addresses'],
  ['ip.src in {0.0.0.0/1} or ip.src in {128.0.0.0/1}', 'for 4,294,967,296 IPv4 addresses'],
  ['ip.src in {1.0.0.0/8} or ip.src in $office', 'for at least 16,777,216 IPv4 addresses'],
  ['ip.src in $cf.malware', 'whoever asks'],
  ['ip.src in $cf.vpn or ip.src in $office', 'whoever asks'],
  ['not ip.src in $office', 'whoever asks'],
  ['ip.src in {0.0.0.0/0 ::/0}', 'whoever asks'],
])('a great part of the internet is no list of callers: %s', (text, whom) => {
  expect(foundBy('missing-path', text).map(({ message }) => message)).toEqual([
    `the exception applies to every path, ${whom}`,
  ]);
});

test.each<[string, Readonly<Record<string, readonly (string | number)[]>>, number]>([
  ['whose contents nobody knows', {}, 0],
  ['of few addresses', { office: ['8.8.8.0/24', '2606:4700::/48'] }, 0],
  ['of two halves of a /9', { office: ['8.0.0.0/10', '8.64.0.0/10'] }, 1],
  ['of what is no address', { office: ['a.example.com'] }, 0],
])('measures a list %s', (_title, lists, findings) => {
  const rules = [{ expression: 'ip.src in $office', action: 'skip' }];
  expect(foundBy('missing-path', { rules, lists })).toHaveLength(findings);
});

test('measures a list of AS numbers', () => {
  const rules = [{ expression: 'ip.src.asnum in $networks', action: 'skip' }];
  const networks = Array.from({ length: 101 }, (_, index) => index + 1);
  expect(foundBy('missing-path', { rules, lists: { networks } })).toHaveLength(1);
  expect(foundBy('missing-path', { rules, lists: { networks: networks.slice(1) } })).toEqual([]);
});

test('measures a list that the same stack makes', () => {
  const list = (items: readonly string[]) => ({
    resource: {
      cloudflare_list: {
        office: { account_id: 'a', kind: 'ip', name: 'office', items: items.map((ip) => ({ ip })) },
      },
      cloudflare_ruleset: {
        custom: {
          zone_id: 'b',
          kind: 'zone',
          name: 'default',
          phase: 'http_request_firewall_custom',
          rules: [
            {
              ref: 'office',
              action: 'skip',
              expression: 'ip.src in $office',
              action_parameters: { phases: ['http_request_firewall_managed'] },
            },
          ],
        },
      },
    },
  });
  expect(foundBy('missing-path', list(['8.8.8.0/24']))).toEqual([]);
  expect(foundBy('missing-path', list(['8.0.0.0/9'])).map(({ message }) => message)).toEqual([
    'the exception applies to every path, for 8,388,608 IPv4 addresses',
  ]);
});
