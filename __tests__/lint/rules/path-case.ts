import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and lower(http.request.uri.path) eq "/export"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export"';

test('finds a path that is compared without case', () => {
  expect(foundBy('path-case', BAD)).toEqual([
    {
      message: 'paths that differ in case match as well, and the origin may serve something else there',
      help: 'compare the path as it is, without lower() and upper()',
      at: 'lower(http.request.uri.path) eq "/export"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('path-case', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['http.request.uri.path matches "(?i)^/x$"', ['http.request.uri.path matches "(?i)^/x$"']],
  ['http.request.uri.path matches "^(?i:/x)$"', ['http.request.uri.path matches "^(?i:/x)$"']],
  ['http.request.uri.path matches "(?i)^/1$"', []],
  ['http.request.uri.path wildcard "/x"', ['http.request.uri.path wildcard "/x"']],
  ['http.request.uri.path wildcard "/x*"', []],
  ['http.request.uri.path strict wildcard "/x"', []],
  ['http.request.uri.path matches "^/x$"', []],
])('knows each way to ignore case: %s', (text, at) => {
  expect(foundBy('path-case', text).map((found) => found.at)).toEqual(at);
});
