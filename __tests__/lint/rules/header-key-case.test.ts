import { foundBy } from '../../support/lint';

const BAD = 'any(http.request.headers["X-Key"][*] eq "k")';
const GOOD = 'any(http.request.headers["x-key"][*] eq "k")';

test('finds a header name with capital letters, which no request has', () => {
  expect(foundBy('header-key-case', BAD)).toEqual([
    {
      message: 'the names of headers are lower case here, got: `X-Key`',
      help: 'write `x-key`',
      at: 'http.request.headers["X-Key"][*]',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('header-key-case', GOOD)).toEqual([]);
});
