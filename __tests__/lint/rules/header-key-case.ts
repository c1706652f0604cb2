import { foundBy } from '../../support/lint';

const BAD = 'any(http.request.headers["X-Key"][*] eq "k")';
const GOOD = 'any(http.request.headers["x-key"][*] eq "k")';

test('finds a header name with capital letters', () => {
  expect(foundBy('header-key-case', BAD)).toEqual([
    {
      message: 'each key of `http.request.headers` is in lower case, and `X-Key` is not',
      help: 'write `x-key`',
      at: 'http.request.headers["X-Key"][*]',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('header-key-case', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['any(http.request.headers.names[*] eq "X-A")', ['"X-A"']],
  ['any(lower(http.request.headers.names[*])[*] eq "x-a")', []],
  ['has_key(http.request.headers, "X-A")', ['"X-A"']],
  ['has_key(http.request.headers, "x-a")', []],
  ['any(http.request.headers["x-a"][*] eq "B")', []],
])('looks wherever a name stands: %s', (text, at) => {
  expect(foundBy('header-key-case', text).map((found) => found.at)).toEqual(at);
});

test('does not say that a list of names is lower case: it has them as the client wrote them', () => {
  expect(foundBy('header-key-case', 'any(http.request.headers.names[*] eq "X-A")')).toMatchObject([
    {
      message:
        '`http.request.headers.names` has names as the client wrote them, lower case over HTTP/2, and `X-A` has capital letters, which few requests have',
      help: 'compare `lower(http.request.headers.names[*])[*]` with `x-a`',
    },
  ]);
});
