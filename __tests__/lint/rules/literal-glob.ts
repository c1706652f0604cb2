import { foundBy } from '../../support/lint';

const BAD = 'http.request.uri.path eq "/static/*"';
const GOOD = 'starts_with(http.request.uri.path, "/static/")';

test('finds a star that stands for itself', () => {
  expect(foundBy('literal-glob', BAD)).toEqual([
    {
      message: '`*` is a plain character in `/static/*`',
      help: 'name each path, or write an exception with Path.pattern or Path.under',
      at: '"/static/*"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('literal-glob', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['starts_with(http.request.uri.path, "/admin/*")', ['"/admin/*"']],
  ['http.request.uri.path in {"/a" "/b*"}', ['"/b*"']],
  ['http.request.full_uri contains "/a/*/b"', ['"/a/*/b"']],
  ['http.request.uri.path contains "*"', []],
  ['http.request.uri.path contains "/admin$"', ['"/admin$"']],
  ['http.request.uri.path eq "/v[0-9]+/x"', ['"/v[0-9]+/x"']],
  ['raw.http.request.uri contains "/(?:a|b)/"', ['"/(?:a|b)/"']],
  ['raw.http.request.uri.path contains "/(a|b)/"', ['"/(a|b)/"']],
  ['ends_with(http.host, ".example.com$")', ['".example.com$"']],
  ['starts_with(http.host, "^app")', ['"^app"']],
  ['http.request.uri.path eq "/odata/$metadata"', []],
  ['http.request.uri.path eq "/odata/$batch"', []],
  ['http.request.uri.path contains "/price-(usd)"', []],
  ['http.request.uri.path matches "^/admin$"', []],
  ['http.request.uri.path wildcard "/a/*"', []],
  ['http.request.uri.query contains "a*"', []],
])('knows who means the character: %s', (text, at) => {
  expect(foundBy('literal-glob', text).map((found) => found.at)).toEqual(at);
});
