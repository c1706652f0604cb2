import { foundBy } from '../../support/lint';

const BAD = 'http.request.uri.path eq "/export?id=1"';
const GOOD = 'http.request.uri.path eq "/export"';

test('finds a path that no request has after normalisation', () => {
  expect(foundBy('path-not-normal', BAD)).toEqual([
    {
      message: '`http.request.uri.path` ends before the query string, and `/export?id=1` holds one',
      help: 'write `/export`',
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
