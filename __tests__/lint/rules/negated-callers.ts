import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and not ip.src in {104.16.0.0/13}';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ip.src in {104.16.0.0/13}';

test('finds an exception for everybody but some callers', () => {
  expect(foundBy('negated-callers', BAD)).toEqual([
    {
      message: 'the exception holds for the whole internet but these callers',
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
])('knows who is kept out: %s', (text, at) => {
  expect(foundBy('negated-callers', text).map((found) => found.at)).toEqual(at);
});
