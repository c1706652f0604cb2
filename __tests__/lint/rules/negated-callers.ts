import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and not ip.src in {104.16.0.0/13}';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ip.src in {104.16.0.0/13}';

test('finds an exception for everybody except some callers', () => {
  expect(foundBy('negated-callers', BAD)).toEqual([
    {
      message: 'the exception applies to the whole internet except these callers',
      help: 'name the callers that may use it: `ip.src in {...}`',
      at: 'ip.src in {104.16.0.0/13}',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('negated-callers', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['ssl and not ip.src in $cf.botnetcc', []],
  ['ssl and not ip.src in $office', ['ip.src in $office']],
  ['ssl and ip.src.asnum ne 13335', ['ip.src.asnum ne 13335']],
  ['ip.src in {1.0.0.0/8} and not ip.src in {1.1.1.1}', ['ip.src in {1.1.1.1}']],
  ['ip.src in {1.0.0.0/16} and not ip.src in {1.0.1.1}', []],
  ['not ip.src in {0.0.0.0..9.0.0.0 9.0.0.9..255.255.255.255} and not ip.src in {::/0}', []],
])('knows who is kept out: %s', (text, at) => {
  expect(foundBy('negated-callers', text).map((found) => found.at)).toEqual(at);
});
