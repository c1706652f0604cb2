import { foundBy } from '../../support/lint';

const BAD = 'http.host eq "app.example.com" and http.request.uri.path eq "/export"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export"';

test('finds an exception for every method', () => {
  expect(foundBy('missing-method', BAD)).toEqual([
    {
      message: 'the exception applies to every method',
      help: 'name the method: `http.request.method eq "POST"`',
      at: 'http.host eq "app.example.com" and http.request.uri.path eq "/export"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('missing-method', GOOD)).toEqual([]);
});

test('knows a pattern that every value meets', () => {
  expect(
    foundBy('missing-method', 'http.host eq "a.test" and http.request.method matches "^[A-Z]+$"'),
  ).toHaveLength(1);
  expect(
    foundBy('missing-method', 'http.host eq "a.test" and http.request.method matches "^P[A-Z]+$"'),
  ).toEqual([]);
});
