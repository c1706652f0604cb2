import { foundBy } from '../../support/lint';

const BAD = 'true';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"';

test('finds an exception for every request', () => {
  expect(foundBy('always-true', BAD)).toEqual([
    {
      message: 'the expression is true for every request: the exception turns the protection off',
      help: 'limit it to a host, a method and a path',
      at: 'true',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('always-true', GOOD)).toEqual([]);
});
