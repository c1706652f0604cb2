import { compile } from '../../lib/rules-language/compile/compile';
import { difference, type Difference } from '../../lib/rules-language/compare/compare';
import type { SampleRequest } from '../../lib/rules-language/context/sample-request';
import { evaluate } from '../../lib/rules-language/evaluate/evaluate';
import { ExecutionContext } from '../../lib/rules-language/context/execution-context';
import { parse } from '../../lib/rules-language/parse/parse';

type Lists = Readonly<Record<string, readonly (string | number)[]>>;

const EXPORT =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/admin/export" and raw.http.request.uri.path eq "/admin/export" and ssl';
const OFFICE = `${EXPORT} and ip.src in {203.0.113.0/24}`;

function expressionOf(text: string) {
  return parse(text).expression;
}

function compare(inside: string, outside: string | readonly string[], lists: Lists = {}): Difference {
  const out = typeof outside === 'string' ? [outside] : outside;
  return difference({ anyOf: [expressionOf(inside)], noneOf: out.map(expressionOf), lists });
}

function verdictsOn(texts: readonly string[], request: SampleRequest) {
  const context = ExecutionContext.fromRequest(request);
  return texts.map((text) => evaluate(compile(expressionOf(text)), context).verdict);
}

describe('a difference that there is comes with a request', () => {
  test.each<[change: string, inside: string, outside: string, request: Partial<SampleRequest>]>([
    ['a method more', EXPORT.replace('eq "POST"', 'in {"POST" "PUT"}'), EXPORT, { method: 'PUT' }],
    [
      'the method dropped',
      EXPORT.replace(' and http.request.method eq "POST"', ''),
      EXPORT,
      { method: 'GET' },
    ],
    [
      'the host dropped',
      EXPORT.replace('http.host eq "app.example.com" and ', ''),
      EXPORT,
      { url: 'https://example.com/admin/export' },
    ],
    [
      'the raw path dropped',
      EXPORT.replace(' and raw.http.request.uri.path eq "/admin/export"', ''),
      EXPORT,
      { url: 'https://app.example.com//admin/export' },
    ],
    [
      'both paths dropped',
      'http.host eq "app.example.com" and http.request.method eq "POST" and ssl',
      EXPORT,
      { url: 'https://app.example.com/' },
    ],
    [
      'a longer part of a text',
      'substring(http.host, 0, 5) eq "app."',
      'starts_with(http.host, "app.e")',
      { url: 'https://app./' },
    ],
    [
      'the network of another prefix',
      'cidr(ip.src, 16, 64) eq 203.0.0.0',
      'cidr(ip.src, 24, 64) eq 203.0.0.0',
      { ip: '203.0.113.7' },
    ],
    ['ssl dropped', EXPORT.replace(' and ssl', ''), EXPORT, { url: 'http://app.example.com/admin/export' }],
    ['the callers dropped', EXPORT, OFFICE, { ip: '198.51.100.7' }],
    ['a wider network', OFFICE.replace('203.0.113.0/24', '203.0.112.0/23'), OFFICE, { ip: '203.0.112.1' }],
    [
      'one address more',
      OFFICE.replace('203.0.113.0/24', '203.0.113.0/24 192.0.2.9'),
      OFFICE,
      { ip: '192.0.2.9' },
    ],
    [
      'IPv6 more',
      OFFICE.replace('203.0.113.0/24', '203.0.113.0/24 2001:db8::/48'),
      OFFICE,
      { ip: '2001:db8::7' },
    ],
    [
      'an IPv4-mapped network',
      'ip.src in {::ffff:203.0.113.0/120}',
      'ip.src in {203.0.113.0/24}',
      { ip: '::ffff:203.0.113.1' },
    ],
    [
      'eq to starts_with',
      'starts_with(http.request.uri.path, "/x")',
      'http.request.uri.path eq "/x"',
      { url: 'https://example.com/x/' },
    ],
    [
      'eq to ends_with',
      'ends_with(http.request.uri.path, "/x")',
      'http.request.uri.path eq "/x"',
      { url: 'https://example.com/x/x' },
    ],
    [
      'eq to contains',
      'http.request.uri.path contains "/x"',
      'http.request.uri.path eq "/x"',
      { url: 'https://example.com/x/' },
    ],
    [
      'eq to in',
      'http.request.uri.path in {"/x" "/y"}',
      'http.request.uri.path eq "/x"',
      { url: 'https://example.com/y' },
    ],
    [
      'eq to wildcard',
      'http.request.uri.path wildcard "/x*"',
      'http.request.uri.path eq "/x"',
      { url: 'https://example.com/x/' },
    ],
    [
      'eq to wildcard without a star',
      'http.request.uri.path wildcard "/x"',
      'http.request.uri.path eq "/x"',
      { url: 'https://example.com/X' },
    ],
    [
      'eq to strict wildcard',
      'http.request.uri.path strict wildcard "/x/*/y"',
      'http.request.uri.path eq "/x/z/y"',
      { url: 'https://example.com/x/x/y' },
    ],
    [
      'eq to matches',
      'http.request.uri.path matches "^/x"',
      'http.request.uri.path eq "/x"',
      { url: 'https://example.com/x/' },
    ],
    ['eq to ne', 'http.host ne "a"', 'http.host eq "a"', { url: 'https://example.com/' }],
    [
      'strict wildcard to wildcard',
      'http.request.uri.path wildcard "/a/*/b"',
      'http.request.uri.path strict wildcard "/a/*/b"',
      { url: 'https://example.com/A/X/B' },
    ],
    [
      'starts_with to contains',
      'http.request.uri.path contains "/x"',
      'starts_with(http.request.uri.path, "/x")',
      { url: 'https://example.com/any/x' },
    ],
    [
      'a shorter prefix',
      'starts_with(http.request.uri.path, "/a")',
      'starts_with(http.request.uri.path, "/a/b")',
      { url: 'https://example.com/a' },
    ],
    [
      'a pattern that lost its end',
      'http.request.uri.path matches "^/v[0-9]+"',
      'http.request.uri.path matches "^/v[0-9]+$"',
      {},
    ],
    [
      'a pattern that lost its escape',
      'http.host matches "^a.example$"',
      'http.host matches r"^a\\.example$"',
      {},
    ],
    [
      'a pattern that ignores case',
      'http.host matches "(?i)^api$"',
      'http.host matches "^api$"',
      { url: 'https://api/', headers: { host: 'API' } },
    ],
    [
      'lower around a host',
      'lower(http.host) eq "a"',
      'http.host eq "a"',
      { url: 'https://a/', headers: { host: 'A' } },
    ],
    [
      'a condition on the length dropped',
      'starts_with(http.request.uri.path, "/x")',
      'starts_with(http.request.uri.path, "/x") and len(http.request.uri.path) le 4',
      {},
    ],
    ['a branch more', 'http.host eq "a" or http.host eq "b"', 'http.host eq "a"', { url: 'https://b/' }],
    [
      'and to or',
      'http.host eq "a" or http.request.method eq "PUT"',
      'http.host eq "a" and http.request.method eq "PUT"',
      {},
    ],
    ['or to xor the other way', 'http.host eq "a" or ssl', 'http.host eq "a" xor ssl', { url: 'https://a/' }],
    ['not moved inside wrongly', 'not (http.host eq "a" and ssl)', 'not http.host eq "a" and not ssl', {}],
    [
      'an expiry moved later',
      `${EXPORT} and http.request.timestamp.sec lt 1800000000`,
      `${EXPORT} and http.request.timestamp.sec lt 1790000000`,
      { time: new Date('2026-09-21T14:13:20Z') },
    ],
    [
      'an expiry dropped',
      EXPORT,
      `${EXPORT} and http.request.timestamp.sec lt 1790000000`,
      { time: new Date('2026-09-21T14:13:20Z') },
    ],
    [
      'a header condition dropped',
      'http.host eq "a"',
      'http.host eq "a" and any(http.request.headers["x-token"][*] eq "s")',
      { url: 'https://a/' },
    ],
    [
      'a header value more',
      'any(http.request.headers["x-token"][*] in {"s" "t"})',
      'any(http.request.headers["x-token"][*] eq "s")',
      { headers: { 'x-token': 't' } },
    ],
    [
      'any to all over a header',
      'all(http.request.headers["x"][*] eq "a")',
      'any(http.request.headers["x"][*] eq "a")',
      {},
    ],
    [
      'one header value is not every value',
      'any(http.request.headers["x"][*] eq "a")',
      'all(http.request.headers["x"][*] eq "a")',
      { headers: { x: ['a', ''] } },
    ],
    [
      'the first value is not any value',
      'any(http.request.headers["x"][*] eq "a")',
      'http.request.headers["x"][0] eq "a"',
      {},
    ],
    [
      'a header that is there',
      'len(http.request.headers["x"]) ge 0',
      'http.host eq "a"',
      { headers: { x: 'x' } },
    ],
    ['a header that is not there', 'not len(http.request.headers["x"]) ge 0', 'http.host eq "a"', {}],
    [
      'all of a function is no header less',
      'all(starts_with(http.request.headers["x"][*], "a"))',
      'http.host eq "a"',
      { headers: { x: 'a' } },
    ],
    [
      'not all of a function, of nothing',
      'not all(starts_with(http.request.headers["x"][*], "a"))',
      'any(http.request.headers["x"][*] contains "")',
      {},
    ],
    [
      'a function that has a value of nothing',
      'concat("z", http.request.headers["x"][0]) eq "z" and all(http.request.headers["x"][*] eq "a")',
      'false',
      {},
    ],
    [
      'not eq of a missing value',
      'not http.request.headers["x"][0] eq "a"',
      'http.request.headers["x"][0] ne "a"',
      {},
    ],
    [
      'an argument of the query',
      'http.host eq "a" and any(http.request.uri.args["id"][*] eq "7")',
      'http.host eq "b"',
      { url: 'https://a/?id=7' },
    ],
    [
      'a cookie',
      'any(http.request.cookies["s"][*] eq "1")',
      'http.host eq "b"',
      { headers: { cookie: 's=1' } },
    ],
    [
      'the user agent',
      'http.user_agent contains "curl"',
      'http.user_agent eq "curl/8"',
      { headers: { 'user-agent': 'curl' } },
    ],
    [
      'a score given',
      'cf.bot_management.score lt 30',
      'cf.bot_management.score lt 20',
      { fields: { 'cf.bot_management.score': 20 } },
    ],
    [
      'a country more',
      'ip.src.country in {"DE" "FR"}',
      'ip.geoip.country eq "DE"',
      { fields: { 'ip.src.country': 'FR' } },
    ],
    [
      'a claim',
      'any(http.request.jwt.claims.aud["t"][*] eq "a")',
      'http.host eq "b"',
      { fields: { 'http.request.jwt.claims.aud': { t: ['a'] } } },
    ],
    [
      'a list, whoever is in it',
      'ip.src in $office and http.request.method in {"GET" "PUT"}',
      'ip.src in $office and http.request.method eq "GET"',
      { method: 'PUT', lists: { office: ['198.51.100.7'] } },
    ],
    [
      'a list dropped',
      'http.host eq "a"',
      'http.host eq "a" and ip.src in $office',
      { lists: { office: [] } },
    ],
    [
      'a negated list dropped',
      'http.host eq "a"',
      'http.host eq "a" and not ip.src in $cf.vpn',
      { lists: { 'cf.vpn': ['198.51.100.7'] } },
    ],
    ['everything', 'true', 'http.host eq "example.com"', {}],
    ['two paths at once', 'http.request.uri.path ne raw.http.request.uri.path', 'false', {}],
    [
      'a bit of the port',
      'cf.edge.server_port & 1',
      'cf.edge.server_port eq 443',
      { fields: { 'cf.edge.server_port': 1 } },
    ],
    // Between the two there is one number only.
    ['a least number', 'cf.waf.score gt 5', 'cf.waf.score gt 6', { fields: { 'cf.waf.score': 6 } }],
    ['a greatest number', 'cf.waf.score lt 50', 'cf.waf.score lt 49', { fields: { 'cf.waf.score': 49 } }],
    [
      'a later end',
      'http.request.timestamp.sec lt 1806537600',
      'http.request.timestamp.sec lt 1806537599',
      { time: new Date('2027-03-31T23:59:59Z') },
    ],
    // Of a time that ends, a day before that is shown.
    [
      'everything until a day',
      'http.request.timestamp.sec lt 1806537600',
      'false',
      { time: new Date('2027-03-31T00:00:00Z') },
    ],
    [
      'everything from a day on',
      'http.request.timestamp.sec ge 1806537600',
      'http.host eq "a"',
      { time: new Date('2027-04-01T00:00:00Z') },
    ],
    ['an order of texts', 'http.host lt "n"', 'http.host lt "m"', { url: 'https://m/' }],
    ['a query', 'http.request.uri.query contains "debug"', 'http.request.uri.query eq "debug"', {}],
    [
      'a path with an extension',
      'http.request.uri.path.extension eq "php"',
      'http.host eq "a"',
      { url: 'https://example.com/x.php' },
    ],
    [
      'a URI with a query',
      'http.request.uri contains "/x"',
      'http.request.uri.path contains "/x"',
      { url: 'https://example.com/?/x' },
    ],
    [
      'a full URI without its end',
      'http.request.full_uri contains "://a.example/x"',
      'http.host eq "a.example" and http.request.uri.path eq "/x"',
      {},
    ],
    ['a whole URI', 'http.request.full_uri wildcard "https://a.example/*"', 'http.host eq "b"', {}],
    ...[
      [
        'a part of a full URI in a longer part',
        'contains "example.com/exp"',
        'contains "app.example.com/export"',
      ],
      ['a wildcard of a full URI', 'wildcard "*example.com/exp*"', 'wildcard "https://app.example.com/exp*"'],
      ['one of two full URIs', 'in {"https://a.example/" "https://a.example/b"}', 'eq "https://a.example/"'],
      [
        'a regular expression of a full URI',
        'matches "^https?://a\\.example/"',
        'matches "^https://a\\.example/"',
      ],
    ].map(([title = '', inside = '', outside = '']): [string, string, string, object] => [
      title,
      `http.request.full_uri ${inside}`,
      `http.request.full_uri ${outside}`,
      {},
    ]),
    [
      'the beginning of a full URI',
      'starts_with(http.request.full_uri, "https://a.example/")',
      'starts_with(http.request.full_uri, "https://a.example/x")',
      {},
    ],
    [
      'the end of a full URI',
      'ends_with(http.request.full_uri, "export")',
      'ends_with(http.request.full_uri, "/export")',
      {},
    ],
    [
      'letter case of a full URI',
      'lower(http.request.full_uri) contains "exp"',
      'http.request.full_uri contains "exp"',
      {},
    ],
  ])('%s', (_, inside, outside, request) => {
    const found = compare(inside, outside);
    expect(found).toMatchObject({ kind: 'some', request });
    if (found.kind === 'some') expect(verdictsOn([inside, outside], found.request)).toEqual([true, false]);
  });
});

describe('no difference is a proof', () => {
  test.each<[change: string, inside: string, outside: string | readonly string[]]>([
    ['the same', EXPORT, EXPORT],
    ['another order', EXPORT.split(' and ').reverse().join(' and '), EXPORT],
    ['said twice', `${EXPORT} and ${EXPORT}`, EXPORT],
    ['callers added', OFFICE, EXPORT],
    ['a narrower network', OFFICE.replace('/24', '/25'), OFFICE],
    ['a network in two halves', OFFICE, OFFICE.replace('203.0.113.0/24', '203.0.113.128/25 203.0.113.0/25')],
    [
      'two halves as two rules',
      OFFICE,
      [
        OFFICE.replace('203.0.113.0/24', '203.0.113.0/25'),
        OFFICE.replace('203.0.113.0/24', '203.0.113.128/25'),
      ],
    ],
    ['a network as a range', 'ip.src in {203.0.113.0..203.0.113.255}', 'ip.src in {203.0.113.0/24}'],
    ['every address of both families', 'true', 'ip.src in {0.0.0.0/0 ::/0}'],
    ['in of one is eq', 'http.host in {"a"}', 'http.host eq "a"'],
    [
      'a part of a full URI in a shorter part',
      'http.request.full_uri contains "app.example.com/export"',
      'http.request.full_uri contains "example.com/exp"',
    ],
    [
      'a URI without a query is its path',
      'http.request.uri eq "/x"',
      'http.request.uri.path eq "/x" and http.request.uri.query eq ""',
    ],
    [
      'a path without a query is its URI',
      'http.request.uri.path eq "/x" and http.request.uri.query eq ""',
      'http.request.uri eq "/x"',
    ],
    [
      'scheme, host, path and no query are a full URI',
      'http.host eq "a.example" and http.request.uri.path eq "/x" and http.request.uri.query eq "" and ssl',
      'http.request.full_uri eq "https://a.example/x"',
    ],
    ['eq within starts_with', 'http.request.uri.path eq "/x/y"', 'starts_with(http.request.uri.path, "/x")'],
    ['eq within contains', 'http.request.uri.path eq "/x/y"', 'http.request.uri.path contains "x/"'],
    [
      'eq within matches',
      'http.request.uri.path in {"/v1" "/v22"}',
      'http.request.uri.path matches "^/v[0-9]+$"',
    ],
    ['eq within wildcard', 'http.request.uri.path eq "/A/b"', 'http.request.uri.path wildcard "/a/*"'],
    [
      'strict within wildcard',
      'http.request.uri.path strict wildcard "/a/*/b"',
      'http.request.uri.path wildcard "/a/*/b"',
    ],
    [
      'a longer prefix',
      'starts_with(http.request.uri.path, "/a/b")',
      'starts_with(http.request.uri.path, "/a")',
    ],
    ['a longer part', 'http.request.uri.path contains "abc"', 'http.request.uri.path contains "b"'],
    [
      'a prefix has its parts',
      'starts_with(http.request.uri.path, "/admin/")',
      'http.request.uri.path contains "min"',
    ],
    [
      'a suffix has its parts',
      'ends_with(http.request.uri.path, ".png")',
      'http.request.uri.path contains "."',
    ],
    [
      'a star before and behind is contains',
      'http.request.uri.path strict wildcard "*/x*"',
      'http.request.uri.path contains "/x"',
    ],
    [
      'contains is a star before and behind',
      'http.request.uri.path contains "/x"',
      'http.request.uri.path wildcard "*/x*"',
    ],
    [
      'the same pattern',
      'http.request.uri.path matches "^/v(1|2)$"',
      'http.request.uri.path matches "^/v(1|2)$"',
    ],
    [
      'a pattern in other words',
      'http.request.uri.path matches "^/v(?:1|2)$"',
      'http.request.uri.path matches "^/v[12]$"',
    ],
    [
      'a pattern that is a set',
      'http.request.uri.path matches "^/v[12]$"',
      'http.request.uri.path in {"/v1" "/v2"}',
    ],
    [
      'an anchored pattern',
      'http.request.uri.path matches "^/a/[a-z]+$"',
      'starts_with(http.request.uri.path, "/a/")',
    ],
    ['counted repetitions', 'http.host matches "^[0-9]{2,3}$"', 'http.host matches "^[0-9]+$"'],
    ['a pattern behind lower', 'http.host matches "(?i)^api$"', 'lower(http.host) eq "api"'],
    ['lower of what has no letters', 'lower(http.request.uri.path) eq "/1"', 'http.request.uri.path eq "/1"'],
    ['both cases', 'lower(http.host) eq "a"', 'http.host in {"a" "A"}'],
    ['upper after lower', 'upper(lower(http.host)) eq "A"', 'lower(http.host) eq "a"'],
    ['a length that cannot be', 'http.host eq "abc" and len(http.host) ne 3', 'false'],
    ['a length of an end', 'http.host contains "abc" and len(http.host) le 3', 'http.host eq "abc"'],
    ['De Morgan', 'not (http.host eq "a" and ssl)', 'not http.host eq "a" or not ssl'],
    ['De Morgan back', 'not http.host eq "a" or not ssl', 'not (http.host eq "a" and ssl)'],
    ['not twice', 'not (not ssl)', 'ssl'],
    ['ne is not eq, of a field', 'not http.host eq "a"', 'http.host ne "a"'],
    ['ne is not eq, back', 'http.host ne "a"', 'not http.host eq "a"'],
    [
      'and pushed into or',
      '(http.host eq "a" or http.host eq "b") and ssl',
      '(http.host eq "a" and ssl) or (http.host eq "b" and ssl)',
    ],
    [
      'a rule as two',
      'http.host in {"a" "b"} and ssl',
      ['http.host eq "a" and ssl', 'http.host eq "b" and ssl'],
    ],
    [
      'xor written out',
      'ssl xor http.host eq "a"',
      '(ssl and not http.host eq "a") or (not ssl and http.host eq "a")',
    ],
    [
      'xor turned',
      'ssl xor http.host eq "a" xor http.host eq "b"',
      'http.host eq "b" xor ssl xor http.host eq "a"',
    ],
    ['xor with itself', 'ssl xor ssl', 'false'],
    ['all branches', 'true', 'ssl or not ssl'],
    [
      'an expiry moved earlier',
      'http.request.timestamp.sec lt 1790000000',
      'http.request.timestamp.sec lt 1800000000',
    ],
    [
      'numbers have no gap',
      'http.request.timestamp.sec le 1790000000',
      'http.request.timestamp.sec lt 1790000001',
    ],
    ['ranges of numbers', 'ip.src.asnum in {64496 64497 64498}', 'ip.src.asnum in {64496..64500}'],
    ['the deprecated name', 'ip.geoip.country eq "DE"', 'ip.src.country in {"DE" "FR"}'],
    [
      'ne of a missing value is false',
      'http.request.headers["x"][0] ne "a"',
      'not http.request.headers["x"][0] eq "a"',
    ],
    [
      'one header value of more',
      'any(http.request.headers["x"][*] eq "s")',
      'any(http.request.headers["x"][*] in {"s" "t"})',
    ],
    [
      'all implies not any not',
      'all(http.request.headers["x"][*] eq "s")',
      'not any(http.request.headers["x"][*] ne "s")',
    ],
    [
      'not any not implies all',
      'not any(http.request.headers["x"][*] ne "s")',
      'all(http.request.headers["x"][*] eq "s")',
    ],
    [
      'the first value is one of them',
      'http.request.headers["x"][0] eq "s"',
      'any(http.request.headers["x"][*] eq "s")',
    ],
    [
      'the first value is one of all',
      'http.request.headers["x"][0] ne "s" and all(http.request.headers["x"][*] eq "s")',
      'false',
    ],
    [
      'a prefix among elements',
      'any(http.request.headers["x"][*] eq "abc")',
      'any(starts_with(http.request.headers["x"][*], "ab"))',
    ],
    ['the same condition that nobody can evaluate', 'is_jwt_valid("x") and ssl', 'is_jwt_valid("x")'],
    ['the same unknown list', 'ip.src in $office and ssl', 'ip.src in $office'],
    [
      'the same condition on two fields',
      'http.request.uri.path eq raw.http.request.uri.path and ssl',
      'http.request.uri.path eq raw.http.request.uri.path',
    ],
    [
      'the same pattern with word boundaries',
      'http.host matches r"\\bapi\\b" and ssl',
      'http.host matches r"\\bapi\\b"',
    ],
    [
      'a decoded path, the same',
      'url_decode(http.request.uri.path) contains "x" and ssl',
      'url_decode(http.request.uri.path) contains "x"',
    ],
    [
      'a decoded path, value by value',
      'http.request.uri.path in {"/%78" "/x"}',
      'url_decode(http.request.uri.path) eq "/x"',
    ],
    [
      'a path within its URI',
      'http.request.uri.path contains "/export"',
      'http.request.uri contains "/export"',
    ],
    [
      'a URI and its path',
      'http.request.uri eq "/x?q=1"',
      'http.request.uri.path eq "/x" and http.request.uri.query eq "q=1"',
    ],
    [
      'a path and its URI',
      'http.request.uri.path eq "/x" and http.request.uri.query eq "q=1"',
      'http.request.uri eq "/x?q=1"',
    ],
    [
      'the beginning of a URI',
      'starts_with(http.request.uri, "/x/")',
      'starts_with(http.request.uri.path, "/x/")',
    ],
    ['the raw ones', 'raw.http.request.uri.path eq "/x"', 'starts_with(raw.http.request.uri, "/x")'],
    [
      'a full URI',
      'http.request.full_uri eq "https://a.example/x"',
      'http.host eq "a.example" and http.request.uri.path eq "/x" and ssl',
    ],
    [
      'a full URI of a pattern',
      'http.request.full_uri wildcard "https://a.example/x*"',
      'lower(http.host) eq "a.example" and ssl',
    ],
    [
      'the parts of a full URI',
      'http.host eq "a.example" and starts_with(http.request.uri.path, "/x") and ssl',
      'http.request.full_uri wildcard r"https://a.example/x*"',
    ],
    [
      'a full URI and its query',
      'http.request.full_uri eq "https://a.example/x?q=1"',
      'http.request.uri eq "/x?q=1"',
    ],
    ['a beginning cut out', 'substring(http.host, 0, 4) eq "app."', 'starts_with(http.host, "app.")'],
    ['a beginning', 'starts_with(http.host, "app.x")', 'substring(http.host, 0, 4) eq "app."'],
    ['an end', 'ends_with(http.request.uri.path, ".php")', 'substring(http.request.uri.path, -4) eq ".php"'],
    [
      'an end cut out',
      'substring(http.request.uri.path, -4) eq ".php"',
      'http.request.uri.path contains "php"',
    ],
    ['a whole shorter than the part', 'substring(http.host, 0, 9) eq "a.com"', 'http.host eq "a.com"'],
    ['the network of an address', 'cidr(ip.src, 24, 64) eq 203.0.113.0', 'ip.src in {203.0.113.0/24}'],
    ['an address of a network', 'ip.src in {203.0.113.0/25}', 'cidr(ip.src, 24, 64) eq 203.0.113.0'],
    ['an IPv6 network', 'ip.src in {2001:db8::/64}', 'cidr6(ip.src, 64) eq 2001:db8::'],
    [
      'networks',
      'cidr(ip.src, 16, 32) in {10.1.0.0..10.3.9.9 2001:db8::}',
      'ip.src in {10.1.0.0..10.3.255.255 2001:db8::/32}',
    ],
    ['no network', 'cidr(ip.src, 24, 64) eq 203.0.113.7', 'false'],
    ['an empty set', 'http.host in {}', 'false'],
    ['contradictory hosts', 'http.host eq "a" and http.host eq "b"', 'false'],
    [
      'contradictory parts',
      'http.request.uri.path contains "x" and not http.request.uri.path wildcard "*x*"',
      'false',
    ],
  ])('%s', (_, inside, outside) => {
    expect(compare(inside, outside)).toEqual({ kind: 'none' });
  });
});

describe('what cannot be decided is said', () => {
  test.each<[why: string, inside: string, outside: string, parts: readonly string[]]>([
    ['a list may hold anything', 'ip.src in $office', 'ip.src in {203.0.113.0/24}', ['ip.src in $office']],
    ['two lists', 'ip.src in $office', 'ip.src in $branch', ['ip.src in $office', 'ip.src in $branch']],
    ['a list may cover a network', 'ip.src in {203.0.113.0/24}', 'ip.src in $office', ['ip.src in $office']],
    ['a token', 'ssl', 'ssl and is_jwt_valid("x")', ['is_jwt_valid("x")']],
    [
      'a number that may be missing',
      'not cf.bot_management.score lt 30',
      'cf.bot_management.score ge 30',
      ['cf.bot_management.score ge 30', 'cf.bot_management.score lt 30'],
    ],
    [
      'only a URL rewrite can tell the paths apart',
      'raw.http.request.uri.path eq "/x"',
      'http.request.uri.path eq "/x" and raw.http.request.uri.path eq "/x"',
      ['raw.http.request.uri.path eq "/x"', 'http.request.uri.path eq "/x"'],
    ],
    [
      'a path that no normalisation leaves',
      'http.request.uri.path contains "/../"',
      'false',
      ['http.request.uri.path contains "/../"'],
    ],
    [
      'a random number',
      'hash_in_range(0, 99, cf.ray_id) lt 20',
      'hash_in_range(0, 99, cf.ray_id) lt 10',
      ['hash_in_range(0, 99, cf.ray_id) lt 20', 'hash_in_range(0, 99, cf.ray_id) lt 10'],
    ],
  ])('%s', (_, inside, outside, parts) => {
    const found = compare(inside, outside);
    expect(found.kind).toBe('undecided');
    if (found.kind === 'undecided') expect([...found.parts].sort()).toEqual([...parts].sort());
  });
});

describe('lists whose contents are given', () => {
  const lists: Lists = {
    office: ['203.0.113.0/24', '2001:db8::1'],
    half: ['203.0.113.0/25'],
    // As the evaluator reads it: from this address on.
    rest: ['203.0.113.9/24'],
    hosts: ['a.example', '*.b.example'],
    networks: [64_496, 64_497],
  };
  test.each<[kind: Difference['kind'], inside: string, outside: string]>([
    ['none', 'ip.src in $half', 'ip.src in $office'],
    ['some', 'ip.src in $office', 'ip.src in $half'],
    ['none', 'ip.src in {203.0.113.7}', 'ip.src in $half'],
    ['some', 'ip.src in {203.0.113.0/24}', 'ip.src in $rest'],
    ['none', 'ip.src in $rest', 'ip.src in {203.0.113.9..203.0.113.255}'],
    ['none', 'http.host eq "x.b.example"', 'http.host in $hosts'],
    ['some', 'http.host in $hosts', 'http.host eq "a.example"'],
    ['none', 'http.host in $hosts', 'http.host contains ".example"'],
    ['none', 'ip.src.asnum in $networks', 'ip.src.asnum in {64496..64499}'],
    // A list of another kind than the value is a list that nobody knows.
    ['undecided', 'ip.src in $networks and ip.src in {203.0.113.0/24}', 'false'],
  ])('%s: %s but not %s', (kind, inside, outside) => {
    const found = compare(inside, outside, lists);
    expect(found.kind).toBe(kind);
    if (found.kind === 'some') expect(verdictsOn([inside, outside], found.request)).toEqual([true, false]);
  });
});

test('without anything to leave out, it is a request that matches', () => {
  expect(difference({ anyOf: [expressionOf(OFFICE)], noneOf: [] })).toEqual({
    kind: 'some',
    request: { method: 'POST', url: 'https://app.example.com/admin/export', ip: '203.0.113.7' },
  });
});

test.each<[string, Partial<SampleRequest>]>([
  ['ip.src in {203.0.113.8/31}', { ip: '203.0.113.8' }],
  ['ip.src in {203.0.114.0/24}', { ip: '203.0.114.1' }],
  ['ip.src in {2001:db8:1::/48}', { ip: '2001:db8:1::1' }],
  ['not ip.src in {198.51.100.0/24}', { ip: '203.0.113.7' }],
  ['ip.src.asnum ge 10', { fields: { 'ip.src.asnum': 10 } }],
  ['ip.src.asnum ne 0 and ip.src.asnum ne 1', { fields: { 'ip.src.asnum': 2 } }],
  ['ip.src.asnum gt 4294967294', { fields: { 'ip.src.asnum': 4294967295 } }],
  ['cf.waf.score & 16', { fields: { 'cf.waf.score': 16 } }],
  ['cf.waf.score & 16 and cf.waf.score ne 16', { fields: { 'cf.waf.score': 17 } }],
  // A day before an end, as nobody looks at the last second; at once after a beginning.
  ['http.request.timestamp.sec lt 1790000000', { time: new Date('2026-09-20T14:13:20.000Z') }],
  ['http.request.timestamp.sec lt 86400', { time: new Date('1970-01-01T00:00:00.000Z') }],
  ['http.request.timestamp.sec gt 1790000000', { time: new Date('2026-09-21T14:13:21.000Z') }],
  ['http.request.timestamp.sec in {1790000000..1790000010}', { time: new Date('2026-09-21T14:13:20.000Z') }],
])('the request is a plain one: %s', (text, expected) => {
  expect(difference({ anyOf: [expressionOf(text)], noneOf: [] })).toMatchObject({
    kind: 'some',
    request: expected,
  });
});

test('nothing is in nothing', () => {
  expect(difference({ anyOf: [], noneOf: [] })).toEqual({ kind: 'none' });
});

test('a caller may refuse a witness', () => {
  const accepts = ({ url }: SampleRequest) => !url.endsWith('/x');
  const found = difference({
    anyOf: [expressionOf('http.request.uri.path contains "/x"')],
    noneOf: [],
    accepts,
  });
  expect(found).toMatchObject({ kind: 'some', request: { url: 'https://example.com/x/' } });
});

test('many rules with many networks take little work', () => {
  const networks = Array.from({ length: 100 }, (_, index) => `10.${index}.0.0/16`).join(' ');
  const rules = Array.from(
    { length: 100 },
    (_, index) => `http.host eq "h${index}" and ip.src in {${networks}}`,
  );
  expect(compare(`http.host eq "h7" and ip.src in {${networks}}`, rules)).toEqual({ kind: 'none' });
});

test('a question that would take too long is not answered', () => {
  const hard = Array.from(
    { length: 30 },
    (_, index) => `(http.request.uri.path contains "${index}a" xor http.user_agent contains "${index}q")`,
  ).join(' and ');
  expect(
    compare(hard, `${hard} and not http.request.uri.path contains "zz" and is_jwt_valid("x")`).kind,
  ).not.toBe('none');
});

test('questions that share their work take no more of it, and the last stay open', () => {
  const inside = parse(
    'http.request.uri.path contains "a" and http.request.full_uri contains "b"',
  ).expression;
  const outside = parse('http.request.full_uri contains "abc"').expression;
  const work = { left: 2_000 };
  const kinds = Array.from(
    { length: 20 },
    () => difference({ anyOf: [inside], noneOf: [outside], work }).kind,
  );
  expect(kinds.at(-1)).toBe('undecided');
  expect(kinds).not.toContain('none');
  expect(work.left).toBeLessThan(0);
});
