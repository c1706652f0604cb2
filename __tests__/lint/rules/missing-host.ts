import { foundBy } from '../../support/lint';

const BAD = 'http.request.method eq "POST" and http.request.uri.path eq "/export"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export"';

test('finds an exception for every host of the zone', () => {
  expect(foundBy('missing-host', BAD)).toEqual([
    {
      message: 'the exception holds for every host name of the zone',
      help: 'name the host: `http.host eq "..."`',
      at: 'http.request.method eq "POST" and http.request.uri.path eq "/export"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('missing-host', GOOD)).toEqual([]);
});

test('knows a pattern that every value meets', () => {
  expect(
    foundBy('missing-host', 'http.request.method eq "POST" and http.host matches r"^[\\w.-]+$"'),
  ).toHaveLength(1);
  expect(
    foundBy(
      'missing-host',
      'http.request.method eq "POST" and http.host matches r"^[\\w-]+\\.example\\.com$"',
    ),
  ).toEqual([]);
});
