import { foundBy } from '../../support/lint';

const BAD = 'http.request.uri.path eq "/caf%c3%a9%2Dbar"';
const GOOD = 'http.request.uri.path eq "/caf%C3%A9-bar"';

test('finds a percent-encoding that no normalised path contains', () => {
  expect(foundBy('percent-encoded-literal', BAD)).toEqual([
    {
      message:
        '`http.request.uri.path` has the escapes that it needs, in upper case, and `/caf%c3%a9%2Dbar` has another one',
      help: 'write `/caf%C3%A9-bar`, or compare the raw path',
      at: '"/caf%c3%a9%2Dbar"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('percent-encoded-literal', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  // A query is as the client wrote it.
  ['http.request.uri contains "%2e%2e"', []],
  ['http.request.uri eq "/a?x=%2e%2e"', []],
  ['http.request.uri eq "/%2e?x=%2e"', ['"/%2e?x=%2e"']],
  ['starts_with(http.request.full_uri, "https://a.test/%2d")', ['"https://a.test/%2d"']],
  ['http.request.uri.path contains "%2e%2e"', ['"%2e%2e"']],
])('tells the path from the query: %s', (text, at) => {
  expect(foundBy('percent-encoded-literal', text).map((found) => found.at)).toEqual(at);
});

test('leaves the query in its cure as it is', () => {
  expect(foundBy('percent-encoded-literal', 'http.request.uri eq "/%2e?x=%2e"')).toMatchObject([
    { help: 'write `/.?x=%2e`, or compare the raw path' },
  ]);
});
