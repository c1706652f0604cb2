import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ip.src in {0.0.0.0/0}';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ip.src in {104.16.0.0/13}';

test('finds a range of addresses that is too wide for an exception', () => {
  expect(foundBy('wide-address', BAD)).toEqual([
    {
      message: '`0.0.0.0/0` is too wide for a list of callers',
      help: "name the callers' own ranges: at least /8",
      at: '0.0.0.0/0',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('wide-address', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['ip.src in {fe80::/10}', []],
  ['ip.src in {224.0.0.0/3}', []],
  ['ip.src in {128.0.0.0/1}', ['128.0.0.0/1']],
])('leaves those to reserved-address that nobody has: %s', (text, at) => {
  expect(foundBy('wide-address', text).map((found) => found.at)).toEqual(at);
});
