import { foundBy } from '../../support/lint';

const BAD = 'http.user_agent eq "our-crawler/1.0"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and http.user_agent eq "our-crawler/1.0"';

test('finds an exception for whoever sends the right header', () => {
  expect(foundBy('header-only', BAD)).toEqual([
    {
      message: 'the exception depends only on what every client can write itself: `http.user_agent`',
      help: 'add host, method and path, or the addresses of the callers',
      at: 'http.user_agent eq "our-crawler/1.0"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('header-only', GOOD)).toEqual([]);
});

test.each<[string, number]>([
  ['http.user_agent eq "x" and ip.src in {0.0.0.0/1 128.0.0.0/1}', 1],
  ['http.user_agent eq "x" and ip.src in $cf.vpn', 1],
  ['http.user_agent eq "x" and ip.src.asnum ne 0', 1],
  ['http.user_agent eq "x" and ip.src in {104.16.0.0/16}', 0],
  ['http.user_agent eq "x" and ip.src in $office', 0],
])('takes only a list of callers for a limit: %s', (text, findings) => {
  expect(foundBy('header-only', text)).toHaveLength(findings);
});
