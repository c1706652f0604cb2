import { foundBy } from '../../support/lint';

const BAD = 'http.request.method eq "POST" and http.request.uri.path eq "/export"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export"';

test('finds an exception for every host of the zone', () => {
  expect(foundBy('missing-host', BAD)).toEqual([
    {
      message: 'the exception applies to every host name of the zone',
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

test.each<[string, number]>([
  ['http.request.uri.path eq "/x" and ip.src in {1.0.0.0/8}', 1],
  ['http.request.uri.path eq "/x" and ip.src.asnum ge 1', 1],
  ['http.request.uri.path eq "/x" and ip.src in {1.0.0.0/10}', 0],
  ['http.request.uri.path eq "/x" and ip.src.asnum eq 13335', 0],
])('takes only a list of callers in place of a host: %s', (text, findings) => {
  expect(foundBy('missing-host', text)).toHaveLength(findings);
});
