import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"';

test('finds a path condition that the origin may see differently', () => {
  expect(foundBy('missing-raw-path', BAD)).toEqual([
    {
      message:
        'only the normalised path is compared, and the origin gets the raw one, such as `/x.php/../export`',
      help: 'compare `raw.http.request.uri.path` with the same text as well',
      at: 'http.request.uri.path eq "/export"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('missing-raw-path', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['http.request.uri.path matches "^/x$"', ['http.request.uri.path matches "^/x$"']],
  ['http.request.uri.path wildcard "/x"', ['http.request.uri.path wildcard "/x"']],
  ['http.request.uri.path matches "x"', []],
  ['http.request.uri.path wildcard "/x/*"', []],
  ['http.request.uri eq "/x"', ['http.request.uri eq "/x"']],
  [
    'starts_with(http.request.full_uri, "https://a/x/")',
    ['starts_with(http.request.full_uri, "https://a/x/")'],
  ],
  [
    'http.request.uri.path eq "/x" and raw.http.request.uri.path contains "x"',
    ['http.request.uri.path eq "/x"'],
  ],
  ['http.request.uri.path eq "/x" and raw.http.request.uri.path eq http.request.uri.path', []],
  ['http.request.uri.path eq "/x" and ip.src in $office', []],
  ['(http.request.uri.path eq "/x" and raw.http.request.uri.path eq "/x") or ip.src in $office', []],
  ['http.request.uri.path eq "/x" or raw.http.request.uri.path eq "/x"', ['http.request.uri.path eq "/x"']],
])('knows what compares the whole path: %s', (text, at) => {
  expect(foundBy('missing-raw-path', text).map((found) => found.at)).toEqual(at);
});
