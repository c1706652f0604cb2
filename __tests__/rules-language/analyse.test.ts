import { analyse, type Analysis } from '../../lib/rules-language/analyse/analyse';
import { compile } from '../../lib/rules-language/compile/compile';
import type { SampleRequest } from '../../lib/rules-language/context/sample-request';
import { evaluate } from '../../lib/rules-language/evaluate/evaluate';
import { ExecutionContext } from '../../lib/rules-language/context/execution-context';
import { parse } from '../../lib/rules-language/parse/parse';
import { Random } from './support/random';

function analysisOf(text: string): Analysis {
  return analyse(parse(text).expression);
}

function exactly(...exact: readonly string[]): object {
  return { exact, prefixes: [], ignoreCase: false };
}

test('the exact idiom is limited in everything', () => {
  expect(
    analysisOf(
      '(http.host eq "a.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/x" and raw.http.request.uri.path eq "/x" and ssl and ip.src in {203.0.113.0/24 198.51.100.7 2001:db8::/48})',
    ),
  ).toEqual({
    fields: [
      'http.host',
      'http.request.method',
      'http.request.uri.path',
      'raw.http.request.uri.path',
      'ssl',
      'ip.src',
    ],
    lists: [],
    functions: [],
    matches: 'depends',
    hosts: exactly('a.example.com'),
    methods: exactly('POST'),
    paths: exactly('/x'),
    rawPaths: exactly('/x'),
    callers: { ranges: ['198.51.100.7', '203.0.113.0/24', '2001:db8::/48'], lists: [] },
  });
});

test('names what an expression uses, once', () => {
  const text =
    'lower(http.host) eq "a" or lower(http.host) eq "b" or ip.src in $office or not ip.src in $cf.vpn';
  expect(analysisOf(text)).toMatchObject({
    fields: ['http.host', 'ip.src'],
    lists: ['office', 'cf.vpn'],
    functions: ['lower'],
  });
});

test.each<[expression: string, matches: Analysis['matches']]>([
  ['true', 'always'],
  ['false', 'never'],
  ['not false', 'always'],
  ['ssl or not ssl', 'always'],
  ['ssl and not ssl', 'never'],
  ['ssl or true', 'always'],
  ['http.host in {}', 'never'],
  ['not http.host in {}', 'always'],
  ['http.host eq "a" and http.host eq "b"', 'never'],
  ['http.host eq "a" or http.host ne "a"', 'always'],
  ['http.host ne "a" or http.host ne "b"', 'always'],
  ['http.host eq "a" and http.host contains "b"', 'never'],
  ['http.host in {"a" "b"} and http.host matches "c"', 'never'],
  ['http.request.uri.path eq "/b" and starts_with(http.request.uri.path, "/a")', 'never'],
  ['starts_with(http.request.uri.path, "/a/") and http.request.uri.path strict wildcard "/b/*"', 'never'],
  ['http.host strict wildcard "a*" or not http.host strict wildcard "a*"', 'always'],
  ['not http.host strict wildcard "a*" and starts_with(http.host, "a")', 'never'],
  ['not http.host strict wildcard "a*b" and starts_with(http.host, "a")', 'depends'],
  ['not http.host strict wildcard "*b"', 'depends'],
  // Where there is no such header, no pattern takes it.
  ['not http.request.headers["x"][0] wildcard "*"', 'depends'],
  ['not http.request.headers["x"][0] strict wildcard "*"', 'depends'],
  ['cf.waf.score lt 10 and cf.waf.score gt 10', 'never'],
  ['cf.waf.score lt 10 and cf.waf.score gt 9', 'never'],
  ['cf.waf.score lt 10 or cf.waf.score ge 10', 'always'],
  ['ip.src in {10.0.0.0/8} and ip.src in {11.0.0.0/8}', 'never'],
  ['ip.src in {10.0.0.0/8} and ip.src eq 10.1.2.3', 'depends'],
  ['ip.src in {0.0.0.0/0}', 'depends'],
  ['ip.src in {0.0.0.0/0 ::/0}', 'always'],
  ['ip.src in {0.0.0.0/0} and ip.src in {::/0}', 'never'],
  ['ip.src in $office', 'depends'],
  ['http.request.headers["x"][0] eq "a" or http.request.headers["x"][0] ne "a"', 'depends'],
  ['http.request.headers["x"][0] eq "a" and http.request.headers["x"][0] eq "b"', 'never'],
  ['not http.request.headers["x"][0] eq "a" and not http.request.headers["x"][0] ne "a"', 'depends'],
  ['lower(http.host) eq "a" and lower(http.host) eq "b"', 'never'],
  ['http.host eq "A" and lower(http.host) eq "b"', 'never'],
  ['ssl xor ssl', 'depends'],
  ['http.host contains "a"', 'depends'],
])('%s matches: %s', (expression, matches) => {
  expect(analysisOf(expression).matches).toBe(matches);
});

test.each<[expression: string, key: 'hosts' | 'methods' | 'paths' | 'rawPaths', limit: unknown]>([
  ['ssl', 'hosts', 'any'],
  ['http.host eq "a" or http.host eq "b"', 'hosts', exactly('a', 'b')],
  ['http.host eq "a" or ssl', 'hosts', 'any'],
  ['http.host eq "a" and (ssl or http.host eq "b")', 'hosts', exactly('a')],
  ['http.host ne "a"', 'hosts', 'any'],
  ['not http.host ne "a"', 'hosts', exactly('a')],
  ['not (http.host ne "a" or not ssl)', 'hosts', exactly('a')],
  ['http.host contains "a"', 'hosts', 'any'],
  ['http.host in {"a" "b" "cd"} and ends_with(http.host, "d")', 'hosts', exactly('cd')],
  ['lower(http.host) eq "a"', 'hosts', { exact: ['a'], prefixes: [], ignoreCase: true }],
  [
    'http.host wildcard "a.Example.com"',
    'hosts',
    { exact: ['a.example.com'], prefixes: [], ignoreCase: true },
  ],
  ['http.host wildcard "*.example.com"', 'hosts', 'any'],
  ['http.request.method in {"GET" "HEAD"}', 'methods', exactly('GET', 'HEAD')],
  ['starts_with(http.request.uri.path, "/a/")', 'paths', { exact: [], prefixes: ['/a/'], ignoreCase: false }],
  [
    'http.request.uri.path strict wildcard "/a/*"',
    'paths',
    { exact: [], prefixes: ['/a/'], ignoreCase: false },
  ],
  ['http.request.uri.path wildcard "/A/*/b"', 'paths', { exact: [], prefixes: ['/a/'], ignoreCase: true }],
  [
    'starts_with(http.request.uri.path, "/a/") and http.request.uri.path ne "/a/b"',
    'paths',
    { exact: [], prefixes: ['/a/'], ignoreCase: false },
  ],
  [
    'starts_with(http.request.uri.path, "/a/") or http.request.uri.path eq "/b"',
    'paths',
    { exact: ['/b'], prefixes: ['/a/'], ignoreCase: false },
  ],
  ['starts_with(http.request.uri.path, "/a/") and http.request.uri.path eq "/a/b"', 'paths', exactly('/a/b')],
  ['http.request.uri.path gt "/a"', 'paths', 'any'],
  ['raw.http.request.uri.path eq "/é"', 'rawPaths', exactly('/é')],
  ['http.host eq "a" and http.host eq "b"', 'hosts', exactly()],
])('%s: %s', (expression, key, limit) => {
  expect(analysisOf(expression)[key]).toEqual(limit);
});

test.each<[expression: string, callers: Analysis['callers']]>([
  ['ssl', 'any'],
  ['ip.src in {0.0.0.0/0 ::/0}', 'any'],
  ['ip.src in {0.0.0.0/0}', { ranges: ['0.0.0.0/0'], lists: [] }],
  ['ip.src in {10.0.0.0/25 10.0.0.128/25}', { ranges: ['10.0.0.0/24'], lists: [] }],
  ['ip.src in {10.0.0.1..10.0.0.3}', { ranges: ['10.0.0.1..10.0.0.3'], lists: [] }],
  ['ip.src in $office', { ranges: [], lists: ['office'] }],
  ['ip.src in $office or ip.src eq 10.0.0.1', { ranges: ['10.0.0.1'], lists: ['office'] }],
  ['ip.src in $office and ip.src in {10.0.0.0/8}', { ranges: [], lists: ['office'] }],
  ['not ip.src in $office', 'any'],
  ['ip.src in {10.0.0.0/8} and not ip.src in {10.0.0.0/9}', { ranges: ['10.128.0.0/9'], lists: [] }],
  ['not ip.src in {0.0.0.0/1}', { ranges: ['128.0.0.0/1', '::/0'], lists: [] }],
])('the callers of %s', (expression, callers) => {
  expect(analysisOf(expression).callers).toEqual(callers);
});

test('no request that matches lies outside the limits, for 2,000 random expressions', () => {
  const random = new Random(9);
  const hosts = ['a', 'A', 'b', 'ab'];
  const paths = ['/', '/a', '/a/b', '/A/b', '/b'];
  const leaves = [
    ...hosts.map((host) => `http.host eq "${host}"`),
    ...paths.map((path) => `http.request.uri.path ne "${path}"`),
    'http.host in {"a" "b"}',
    'lower(http.host) eq "a"',
    'http.host wildcard "a*"',
    'http.host contains "b"',
    'http.request.uri.path gt "/a"',
    'starts_with(http.request.uri.path, "/a")',
    'http.request.uri.path strict wildcard "/a/*"',
    'ip.src in {10.0.0.0/31}',
    'ip.src eq 10.0.0.1',
    'ip.src in {::/0}',
    'ip.src in $list',
    'ssl',
    'http.request.headers["x"][0] ne "a"',
  ];
  const build = (depth: number): string => {
    const kind = depth === 0 ? 0 : random.below(5);
    if (kind === 1) return `not (${build(depth - 1)})`;
    if (kind < 2) return random.pick(leaves);
    return `(${build(depth - 1)} ${random.pick(['and', 'and', 'or', 'xor'])} ${build(depth - 1)})`;
  };
  const requests = hosts.flatMap((host) =>
    paths.flatMap((path) =>
      ['10.0.0.0', '10.0.0.1', '10.0.0.9', '::1'].map(
        (ip): SampleRequest & { readonly path: string; readonly host: string; readonly ip: string } => ({
          method: 'GET',
          url: path,
          headers: { host },
          ssl: ip !== '10.0.0.1',
          lists: { list: ['10.0.0.9'] },
          ip,
          host,
          path,
        }),
      ),
    ),
  );
  const contexts = requests.map((request) => ({ request, context: ExecutionContext.fromRequest(request) }));
  const within = (limit: Analysis['hosts'], text: string) =>
    limit === 'any' ||
    limit.exact.includes(limit.ignoreCase ? text.toLowerCase() : text) ||
    limit.prefixes.some((prefix) => (limit.ignoreCase ? text.toLowerCase() : text).startsWith(prefix));
  const counts = { always: 0, never: 0, depends: 0 };
  for (let round = 0; round < 2000; round++) {
    const text = build(4);
    const { expression } = parse(text);
    const analysis = analyse(expression);
    const compiled = compile(expression);
    counts[analysis.matches]++;
    for (const { request, context } of contexts) {
      const { verdict } = evaluate(compiled, context);
      if (analysis.matches === 'always') expect([text, verdict]).toEqual([text, true]);
      if (verdict !== true) continue;
      const { callers } = analysis;
      const callerIsIn =
        callers === 'any' ||
        (request.ip === '10.0.0.9' && callers.lists.includes('list')) ||
        evaluate(compile(parse(`ip.src in {${callers.ranges.join(' ')}}`).expression), context).verdict ===
          true;
      if (
        !within(analysis.hosts, request.host) ||
        !within(analysis.paths, request.path) ||
        !callerIsIn ||
        analysis.matches === 'never'
      ) {
        throw new Error(
          `${text} matches ${request.host}${request.path} from ${request.ip}: ${JSON.stringify(analysis)}`,
        );
      }
    }
  }
  expect(Math.min(counts.always, counts.never)).toBeGreaterThan(10);
});
