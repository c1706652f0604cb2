import { foundBy } from '../../support/lint';

const BAD = 'http.host eq "a.example.com" and http.request.uri.path matches "^/files/*$"';
const GOOD = 'http.host eq "a.example.com" and http.request.uri.path matches "^/files/.*$"';

test('finds `*` in a regular expression where a wildcard is meant', () => {
  expect(foundBy('regex-glob', BAD)).toEqual([
    {
      message: 'in a regular expression `/*` is any number of slashes, not anything below a folder',
      help: 'write `/[^/]+` for one segment, or name each path',
      at: '"^/files/*$"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('regex-glob', GOOD)).toEqual([]);
});

test.each<[string, boolean]>([
  ['http.request.uri.path matches "^/files/*"', true],
  ['http.request.uri.path matches "^/a/*/b$"', true],
  ['http.request.uri.path matches "^/a//*b$"', false],
  ['http.request.uri.path matches "^/a(?:/*)$"', false],
  ['http.request.uri.path matches "^/[/*]$"', false],
  ['http.request.uri.path matches r"^\\/*$"', true],
])('knows where slashes are meant: %s', (text, isFound) => {
  expect(foundBy('regex-glob', text)).toHaveLength(isFound ? 1 : 0);
});
