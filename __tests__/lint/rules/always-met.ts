import { foundBy } from '../../support/lint';

test('finds a condition that every value meets', () => {
  expect(foundBy('always-met', 'len(http.host) gt -1 and http.host eq "a"')).toEqual([
    {
      message: '`len(http.host) gt -1` is always true, whatever `http.host` is',
      help: 'remove it, or correct it if something else was meant',
      at: '-1',
    },
  ]);
});

test.each<[expression: string, at: string]>([
  ['cf.waf.score le 100', '100'],
  ['http.host eq http.host', 'http.host'],
  ['len(http.host) ge len(http.host)', 'len(http.host)'],
  ['cf.waf.score ge 1', '1'],
  ['cf.waf.score in {1..50 51..100}', '{1..50 51..100}'],
  ['not cf.bot_management.score lt 150', '150'],
  ['cf.edge.server_port ne 0', ''],
  ['http.request.body.size ge 0', '0'],
  ['http.request.uri.path contains "/"', '"/"'],
  ['http.request.uri.path ne ""', '""'],
  ['http.request.uri.path matches "^/"', '"^/"'],
  ['starts_with(raw.http.request.uri, "/")', '"/"'],
  ['starts_with(http.request.full_uri, "http")', '"http"'],
  ['http.request.full_uri wildcard "http*://*"', '"http*://*"'],
  ['http.request.method matches "[A-Z]"', '"[A-Z]"'],
  ['http.user_agent contains ""', '""'],
  ['http.user_agent matches ".*"', '".*"'],
  ['http.host ge ""', '""'],
  ['substring(http.host, 5, 2) eq ""', '""'],
  ['len(ip.src.continent) le 2', '2'],
])('finds it in %s', (expression, at) => {
  const found = foundBy('always-met', { rules: [{ action: 'block', expression }] });
  expect(found.map((one) => one.at)).toEqual(at === '' ? [] : [at]);
});

test('is told of an exception by the rules that find it open', () => {
  expect(foundBy('always-met', 'len(http.host) gt -1')).toEqual([]);
  expect(foundBy('always-true', 'len(http.host) gt -1')).toHaveLength(1);
  expect(foundBy('always-met', 'http.host eq "a" and http.request.uri.path contains "/"')).toEqual([]);
  expect(foundBy('missing-path', 'http.host eq "a" and http.request.uri.path contains "/"')).toHaveLength(1);
  expect(foundBy('always-met', 'http.host eq "a" and cf.waf.score le 100')).toHaveLength(1);
});

test.each([
  // What is missing meets no condition: this asks whether it is there.
  'len(http.request.headers["x"]) ge 0',
  'http.request.headers["x"][0] eq http.request.headers["x"][0]',
  'http.request.uri.path eq raw.http.request.uri.path',
  'any(len(http.request.headers["x"][*])[*] ge 0)',
  'http.request.headers["x"][0] contains ""',
  'url_decode(http.host) contains ""',
  'lookup_json_integer(http.request.body.raw, "a") ge -9223372036854775808',
  'http.host ne ""',
  'cf.tls_version ne ""',
  'cf.waf.score le 99',
  'http.request.uri.query ne "?"',
])('is silent about %s', (expression) => {
  expect(foundBy('always-met', expression)).toEqual([]);
});
