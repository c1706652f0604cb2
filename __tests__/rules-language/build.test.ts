import {
  all,
  and,
  any,
  encodeText,
  type Expression,
  field,
  fields,
  not,
  or,
  parse,
  print,
  RulesLanguageError,
  xor,
} from '../../lib/rules-language';
import { bare } from './support/bare';

const header = field('http.request.headers').key('x-a');

const BUILT: readonly (readonly [Expression, string])[] = [
  [fields.host.eq('a'), 'http.host eq "a"'],
  [fields.host.ne('ü'), 'http.host ne "ü"'],
  [fields.host.lt('a'), 'http.host lt "a"'],
  [fields.host.contains('a'), 'http.host contains "a"'],
  [fields.host.matches('^a\\.b$'), 'http.host matches r"^a\\.b$"'],
  [fields.host.wildcard('*.a'), 'http.host wildcard "*.a"'],
  [fields.host.strictWildcard('*.a'), 'http.host strict wildcard "*.a"'],
  [fields.host.in(['a', 'b']), 'http.host in {"a" "b"}'],
  [fields.host.inList('hosts'), 'http.host in $hosts'],
  [fields.host.startsWith('a'), 'starts_with(http.host, "a")'],
  [fields.host.endsWith(fields.method), 'ends_with(http.host, http.request.method)'],
  [fields.host.lower().eq('a'), 'lower(http.host) eq "a"'],
  [fields.host.upper().eq('A'), 'upper(http.host) eq "A"'],
  [fields.path.urlDecode().eq('/'), 'url_decode(http.request.uri.path) eq "/"'],
  [fields.path.urlDecode('r').eq('/'), 'url_decode(http.request.uri.path, "r") eq "/"'],
  [fields.path.substring(0, 4).eq('/'), 'substring(http.request.uri.path, 0, 4) eq "/"'],
  [fields.path.substring(-4).eq('/'), 'substring(http.request.uri.path, -4) eq "/"'],
  [fields.path.length().gt(10), 'len(http.request.uri.path) gt 10'],
  [fields.path.ne(fields.rawPath), 'http.request.uri.path ne raw.http.request.uri.path'],
  [fields.receivedAtSeconds.lt(1806537600), 'http.request.timestamp.sec lt 1806537600'],
  [fields.receivedAtSeconds.ge(2n ** 62n), 'http.request.timestamp.sec ge 4611686018427387904'],
  [field('ip.src.asnum').in([13335, [64512, 65534]]), 'ip.src.asnum in {13335 64512..65534}'],
  [field('ip.src.asnum').inList('networks'), 'ip.src.asnum in $networks'],
  [fields.clientAddress.eq('2001:DB8::1'), 'ip.src eq 2001:db8::1'],
  [fields.clientAddress.ne(field('cf.edge.server_ip')), 'ip.src ne cf.edge.server_ip'],
  [
    fields.clientAddress.inSet(['203.0.113.0/24', '10.0.0.1..10.0.0.9']),
    'ip.src in {203.0.113.0/24 10.0.0.1..10.0.0.9}',
  ],
  [fields.clientAddress.inList('office'), 'ip.src in $office'],
  [fields.ssl, 'ssl'],
  [header.at(0).eq('a'), 'http.request.headers["x-a"][0] eq "a"'],
  [header.length().ge(0), 'len(http.request.headers["x-a"]) ge 0'],
  [any(header.each().eq('a')), 'any(http.request.headers["x-a"][*] eq "a")'],
  [all(header.each().lower().eq('a')), 'all(lower(http.request.headers["x-a"][*])[*] eq "a")'],
  [any(header.each().startsWith('a')), 'any(starts_with(http.request.headers["x-a"][*], "a"))'],
  [any(header.each().matches('a')), 'any(http.request.headers["x-a"][*] matches "a")'],
  [any(header.each().length().gt(3)), 'any(len(http.request.headers["x-a"][*])[*] gt 3)'],
  [any(not(header.each().eq('a'))), 'any(not http.request.headers["x-a"][*] eq "a")'],
  [
    any(or(header.each().eq('a'), header.each().eq('b'))),
    'any((http.request.headers["x-a"][*] eq "a" or http.request.headers["x-a"][*] eq "b"))',
  ],
  [
    any(field('cf.bot_management.detection_ids').each().in([1, 2])),
    'any(cf.bot_management.detection_ids[*] in {1 2})',
  ],
  [xor(fields.ssl, field('cf.client.bot')), '(ssl xor cf.client.bot)'],
  [and(fields.ssl), 'ssl'],
];

test.each(BUILT.map(([tree, text]) => [text, tree] as const))('builds %s', (text, tree) => {
  expect(print(tree)).toBe(text);
  expect(bare(parse(text).expression)).toEqual(tree);
});

test('text is kept as the bytes of its UTF-8 form', () => {
  expect(fields.host.eq('é')).toMatchObject({ right: { kind: 'string', value: '\xc3\xa9' } });
  expect(encodeText('😀')).toBe('\xf0\x9f\x98\x80');
});

test.each<[string, () => unknown, string]>([
  ['a double star', () => fields.host.wildcard('**'), 'expression/wildcard'],
  ['a regular expression that Rust has not', () => fields.host.matches('a(?=b)'), 'expression/regex'],
  ['the same for each element', () => header.each().matches('(a'), 'expression/regex'],
  ['a name that no list has', () => fields.clientAddress.inList('Office'), 'expression/list-name'],
  ['what is no address', () => fields.clientAddress.eq('localhost'), 'expression/address'],
  ['a CIDR as an address', () => fields.clientAddress.eq('10.0.0.0/8'), 'expression/cidr-outside-set'],
  ['a CIDR with host bits', () => fields.clientAddress.inSet(['10.0.0.1/8']), 'expression/cidr-host-bits'],
  [
    'an address with something behind it',
    () => fields.clientAddress.inSet(['10.0.0.1 10.0.0.2']),
    'expression/address',
  ],
  ['numbers in the wrong order', () => field('ip.src.asnum').in([[2, 1]]), 'expression/range-bounds'],
  ['a number of more than 64 bits', () => field('ip.src.asnum').in([2n ** 63n]), 'expression/integer-size'],
])('refuses %s', (_title, build, code) => {
  try {
    build();
  } catch (error) {
    if (!(error instanceof RulesLanguageError)) throw error;
    expect(error.errors.map((each) => each.code)).toEqual([code]);
    return;
  }
  throw new Error('was not refused');
});

test('what a type lacks does not compile', () => {
  /* eslint-disable @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- a method that is missing has no type */
  const misuses = [
    // @ts-expect-error a number is not compared with text
    () => fields.receivedAtSeconds.eq('1'),
    // @ts-expect-error a number contains nothing
    () => fields.receivedAtSeconds.contains('1'),
    // @ts-expect-error Cloudflare's API refuses `bitwise_and`
    () => field('cf.waf.score').bitwiseAnd(1),
    // @ts-expect-error text is not compared with a number
    () => fields.host.eq(1),
    // @ts-expect-error text is not compared with an address
    () => fields.host.eq(fields.clientAddress),
    // @ts-expect-error an address has no order
    () => fields.clientAddress.lt('10.0.0.0'),
    // @ts-expect-error an address is no text
    () => fields.clientAddress.contains('10.'),
    // @ts-expect-error a boolean is not compared
    () => fields.ssl.eq(true),
    // @ts-expect-error a map has no elements by position
    () => field('http.request.headers').at(0),
    // @ts-expect-error an array has no keys
    () => field('http.request.headers.names').key('a'),
    // @ts-expect-error an array is not compared
    () => header.eq('a'),
    // @ts-expect-error Cloudflare has no such field
    () => field('http.hst'),
    // @ts-expect-error a condition on elements is no condition on the request
    () => and(fields.ssl, header.each().eq('a')),
    // @ts-expect-error a condition on the request has no elements
    () => any(fields.host.eq('a')),
    // @ts-expect-error no condition at all
    () => and(),
  ];
  /* eslint-enable */
  expect(misuses).toHaveLength(15);
});
