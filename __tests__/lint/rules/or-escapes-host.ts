import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.uri.path eq "/a" or http.request.uri.path eq "/b"';
const GOOD =
  'http.host eq "app.example.com" and (http.request.uri.path eq "/a" or http.request.uri.path eq "/b")';

test('finds an alternative that escapes the condition on the host', () => {
  expect(foundBy('or-escapes-host', BAD)).toEqual([
    {
      message: 'the condition on the host does not hold for this alternative of the `or`',
      help: 'put parentheses round the alternatives, or name the host in each',
      at: 'http.request.uri.path eq "/b"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('or-escapes-host', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['(http.host eq "a" and http.request.uri.path eq "/x") or ip.src in $office', []],
  ['http.host eq "a" or ip.src in $office', []],
  // Not every part of a URL names a host.
  ['http.request.uri.path eq "/a" or http.request.full_uri contains "XDEBUG"', []],
  [
    'http.request.uri.path eq "/a" or http.request.full_uri contains "www.example.com"',
    ['http.request.uri.path eq "/a"'],
  ],
  ['http.host eq "a" and http.request.uri.path eq "/x" or ip.src in $office', ['ip.src in $office']],
  [
    '(http.host eq "a" and http.request.uri.path eq "/x") or http.request.uri.path eq "/x"',
    ['http.request.uri.path eq "/x"'],
  ],
])('knows an exception for callers beside one for a host: %s', (text, at) => {
  expect(foundBy('or-escapes-host', text).map((found) => found.at)).toEqual(at);
});
