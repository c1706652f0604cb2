import { foundBy } from '../../support/lint';

const BAD = 'http.request.uri.path eq "/export?id=1"';
const GOOD = 'http.request.uri.path eq "/export"';

test('finds a path that no request has after normalisation', () => {
  expect(foundBy('path-not-normal', BAD)).toEqual([
    {
      message: '`http.request.uri.path` ends before the query string, and `/export?id=1` holds one',
      help: 'write `/export`, and the query as a condition of its own: `http.request.uri.args["id"][0] eq "1"`',
      at: '"/export?id=1"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('path-not-normal', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['http.request.uri.path eq "/a/../b"', ['write `/b`']],
  ['http.request.uri.path eq "a//b"', ['write `/a/b`']],
  ['http.request.uri.path eq "/a b"', ['write `/a%20b`']],
  ['http.request.uri.path eq "/a\\\\b"', ['write `/a/b`']],
  ['http.request.uri.path ne "a"', ['write `/a`']],
  ['http.request.uri.path eq "https://a.example.com/x"', ['write `/x`']],
  ['http.request.uri.path contains "//"', ['write it as Cloudflare sees it, such as `/admin/export`']],
  ['http.request.uri.path contains "../"', []],
  ['raw.http.request.uri.path eq "/a//b"', []],
  ['raw.http.request.uri.path eq "a"', ['write `/a`']],
  ['http.request.uri eq "/a?b"', []],
  ['http.request.uri eq "a"', ['write `/a`']],
  ['http.request.uri.path ne ""', []],
])('suggests what Cloudflare makes of it: %s', (text, help) => {
  expect(foundBy('path-not-normal', text).map((found) => found.help)).toEqual(help);
});

test.each([
  [
    '/?wc-api=x',
    'write `/`, and the query as a condition of its own: `http.request.uri.args["wc-api"][0] eq "x"`',
  ],
  [
    '/export?a=1&a=2',
    'write the path alone, and what the query must hold as a condition of its own: `http.request.uri.args["..."][0] eq "..."`',
  ],
  [
    '/users/<int:id>/avatar',
    "name each path, or write an exception with Path.pattern('/users/*/avatar'): placeholders stand for themselves",
  ],
  ['/{id}', 'name each path: placeholders stand for themselves'],
])('suggests no path that is for more, or for nothing: %s', (path, help) => {
  const text = `http.host eq "app.example.com" and http.request.uri.path eq "${path}"`;
  expect(foundBy('path-not-normal', text)).toMatchObject([{ help }]);
});
