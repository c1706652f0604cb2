import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and starts_with(http.request.uri.path, "/export")';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and starts_with(http.request.uri.path, "/export/")';

test('finds a path prefix that ends inside a segment', () => {
  expect(foundBy('path-prefix', BAD)).toEqual([
    {
      message: 'the prefix `/export` also matches `/export-other`',
      help: 'end it with `/`, or compare the whole path with `eq`',
      at: 'starts_with(http.request.uri.path, "/export")',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('path-prefix', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['substring(http.request.uri.path, 0, 2) eq "/x"', ['substring(http.request.uri.path, 0, 2) eq "/x"']],
  ['substring(http.request.uri.path, 0, 3) eq "/x"', []],
  ['starts_with(http.request.uri, "/x")', ['starts_with(http.request.uri, "/x")']],
  [
    'starts_with(http.request.full_uri, "https://a.example.com")',
    ['starts_with(http.request.full_uri, "https://a.example.com")'],
  ],
])('knows a prefix in any clothes: %s', (text, at) => {
  expect(foundBy('path-prefix', text).map((found) => found.at)).toEqual(at);
});
