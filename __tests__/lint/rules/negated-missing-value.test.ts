import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and not http.request.headers["x-key"][0] eq "k"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and http.request.headers["x-key"][0] eq "k"';

test('finds a negated comparison of something that a request may lack', () => {
  expect(foundBy('negated-missing-value', BAD)).toEqual([
    {
      message: 'the negation is also true for a request without this part of `http.request.headers`',
      help: 'add a condition that it is there: `len(...) >= 0`',
      at: 'http.request.headers["x-key"][0] eq "k"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('negated-missing-value', GOOD)).toEqual([]);
});
