import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and starts_with(http.request.uri.path, "/app/uploads/")';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and starts_with(http.request.uri.path, "/app/uploads/") and not (lower(raw.http.request.uri.path) contains "%2f" or lower(raw.http.request.uri.path) contains "%5c")';

test('finds a path prefix that an encoded `../` escapes', () => {
  expect(foundBy('path-escape', BAD)).toEqual([
    {
      message: 'below the prefix an origin may see another path: `%2f` and `%5c` are not refused',
      help: 'add: not lower(raw.http.request.uri.path) contains "%2f", and the same for "%5c"',
      at: 'starts_with(http.request.uri.path, "/app/uploads/")',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('path-escape', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['http.request.uri.path matches "^/a/b/.*$"', ['http.request.uri.path matches "^/a/b/.*$"']],
  ['http.request.uri.path matches "^/a/b$"', []],
  ['starts_with(http.request.uri, "/a/b/")', ['starts_with(http.request.uri, "/a/b/")']],
  ['starts_with(http.request.uri.path, "/a/b/") and ip.src in $office', []],
  [
    'substring(http.request.uri.path, 0, 5) eq "/a/b/"',
    ['substring(http.request.uri.path, 0, 5) eq "/a/b/"'],
  ],
  ['starts_with(http.request.uri.path, "/a/b/") and http.request.uri.path in {"/a/b/c"}', []],
])('knows what a prefix is: %s', (text, at) => {
  expect(foundBy('path-escape', text).map((found) => found.at)).toEqual(at);
});

test('asks for more where nothing is said of the normalised path', () => {
  expect(foundBy('path-escape', 'starts_with(raw.http.request.uri.path, "/a/b/")')).toEqual([
    {
      message:
        'below the prefix an origin may see another path: `..` and `%2e` and `%2f` and `%5c` are not refused',
      help: 'add: not lower(raw.http.request.uri.path) contains "..", and the same for "%2e", "%2f", "%5c"',
      at: 'starts_with(raw.http.request.uri.path, "/a/b/")',
    },
  ]);
});
