import { foundBy } from '../../support/lint';
import { CUSTOM, entryPoint, planWith } from '../../support/terraform-files';

const HOST = 'http.host eq "app.example.com" and ';
const EXCEPTION = `${HOST}http.request.uri.path eq "/export"`;

const exception = (expression: string, members: object = {}) => ({
  action: 'skip',
  ref: 'e',
  expression,
  ...members,
});
const rewrite = (path: unknown, members: object = {}) => ({
  action: 'rewrite',
  ref: 'r',
  expression: 'http.request.uri.path eq "/e"',
  action_parameters: { uri: { path } },
  ...members,
});
const ruleset = (phase: string, ...rules: readonly object[]) => ({ kind: 'zone', phase, rules });
const found = (exempt: object, ...rewrites: readonly object[]) =>
  foundBy('rewritten-path', {
    result: [
      ruleset('http_request_transform', ...rewrites),
      ruleset(CUSTOM, { action: 'log', expression: 'ssl' }, exempt),
    ],
  });

test('finds an exception for the path that other requests are given', () => {
  expect(found(exception(EXCEPTION), rewrite({ value: '/other' }), rewrite({ value: '/export' }))).toEqual([
    {
      message: 'rule 2 of `http_request_transform` rewrites other paths to `/export`: they are exempt too',
      help: 'compare `raw.http.request.uri.path` as well: it stays as the client sent it',
      place: `zone ${CUSTOM}`,
      rule: 1,
    },
  ]);
});

test('tells a path that is computed from one that is known', () => {
  const path = { expression: 'concat("/", http.host)' };
  expect(found(exception(EXCEPTION), rewrite(path)).map(({ message }) => message)).toEqual([
    'rule 1 of `http_request_transform` computes paths, which may be that of this exception: what it sends there is exempt too',
  ]);
});

test.each([
  ['one of several paths', 'http.request.uri.path in {"/a" "/export"}'],
  ['a prefix', 'starts_with(http.request.uri.path, "/exp")'],
  ['a path without case', 'lower(http.request.uri.path) eq "/export"'],
])('finds %s', (_name, expression) => {
  expect(found(exception(expression), rewrite({ value: '/export' }))).toHaveLength(1);
});

test.each<[string, object, object]>([
  [
    'the raw path',
    exception(`${EXCEPTION} and raw.http.request.uri.path eq "/export"`),
    rewrite({ value: '/export' }),
  ],
  ['callers', exception(`${EXCEPTION} and ip.src in {192.0.2.0/24}`), rewrite({ value: '/export' })],
  ['another path', exception(EXCEPTION), rewrite({ value: '/exports' })],
  [
    'another host',
    exception(EXCEPTION),
    rewrite(
      { value: '/export' },
      { expression: 'http.host eq "www.example.com" and http.request.uri.path eq "/e"' },
    ),
  ],
  ['a rewrite that is off', exception(EXCEPTION), rewrite({ value: '/export' }, { enabled: false })],
  ['an exception that is off', exception(EXCEPTION, { enabled: false }), rewrite({ value: '/export' })],
  ['a block', exception(EXCEPTION, { action: 'block' }), rewrite({ value: '/export' })],
  [
    'a rewrite of the query alone',
    exception(EXCEPTION),
    rewrite(undefined, { action_parameters: { uri: { query: { value: 'a=1' } } } }),
  ],
  ['no path at all', exception(HOST.replace(' and ', '')), rewrite({ value: '/export' })],
  ['what is no expression', exception('nonsense'), rewrite({ value: '/export' })],
])('is silent about %s', (_name, exempt, other) => {
  expect(found(exempt, other)).toEqual([]);
});

test('is silent about rewrites of another zone', () => {
  const plan = (zone_id: string) =>
    planWith([
      { type: 'cloudflare_ruleset', name: 'waf', values: entryPoint({ rules: [exception(EXCEPTION)] }) },
      {
        type: 'cloudflare_ruleset',
        name: 'rewrites',
        values: entryPoint({
          zone_id,
          phase: 'http_request_transform',
          rules: [rewrite({ value: '/export' })],
        }),
      },
    ]);
  expect(foundBy('rewritten-path', plan('0'.repeat(32)))).toEqual([]);
  expect(foundBy('rewritten-path', plan(String(entryPoint()['zone_id'])))).toHaveLength(1);
});
