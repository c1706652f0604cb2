import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.uri.path eq "/a" or http.request.uri.path eq "/b"';
const GOOD =
  'http.host eq "app.example.com" and (http.request.uri.path eq "/a" or http.request.uri.path eq "/b")';

test('finds an alternative that the host condition does not hold for', () => {
  expect(foundBy('or-escapes-host', BAD)).toEqual([
    {
      message: 'the condition on `http.host` does not hold for this alternative of the `or`',
      help: 'put parentheses round the alternatives, or name the host in each',
      at: 'http.request.uri.path eq "/b"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('or-escapes-host', GOOD)).toEqual([]);
});
