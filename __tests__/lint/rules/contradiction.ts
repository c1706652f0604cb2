import { foundBy } from '../../support/lint';

const BAD = 'http.host eq "a.example.com" and http.host eq "b.example.com"';
const GOOD = 'http.host in {"a.example.com" "b.example.com"}';

test('finds conditions that cannot hold together', () => {
  expect(foundBy('contradiction', BAD)).toEqual([
    {
      message:
        'the conditions can never hold together: `http.host` has one value, and another condition asks for a different one',
      help: 'join alternatives with `or`, or name them in one set: `in {...}`',
      at: 'http.host eq "b.example.com"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('contradiction', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['http.request.uri.path eq "/x" and http.request.uri.path ne "/x"', ['http.request.uri.path ne "/x"']],
  ['http.host in {"a" "b"} and not http.host in {"b" "a"}', ['not http.host in {"b" "a"}']],
  ['http.host eq "a" and http.host contains "b"', ['http.host contains "b"']],
  ['http.host eq "ab" and not starts_with(http.host, "a")', ['not starts_with(http.host, "a")']],
  ['ip.src in {104.16.0.0/24} and ip.src in {104.17.0.0/24}', ['ip.src in {104.17.0.0/24}']],
  ['ip.src in {104.16.0.0/24} and ip.src in {2606:4700::/32}', ['ip.src in {2606:4700::/32}']],
  ['ip.src eq 104.16.0.1 and not ip.src in {104.16.0.0/24}', ['not ip.src in {104.16.0.0/24}']],
  ['ip.src.asnum gt 10 and ip.src.asnum le 10', ['ip.src.asnum le 10']],
  ['ip.src.asnum in {1..5 9} and ip.src.asnum eq 7', ['ip.src.asnum eq 7']],
  ['ssl and false', ['false']],
  ['not true', ['not true']],
  ['ssl and not true', ['not true']],
  ['true and false', ['false']],
  ['not (ssl or true)', ['not (ssl or true)']],
  ['true xor true', ['true xor true']],
  ['false or false', ['false or false']],
  ['not false and ssl', []],
  ['ssl xor true', []],
  ['http.host eq "a" and http.host ne "b"', []],
  ['http.host in {"a" "b"} and not http.host eq "b"', []],
  ['ip.src in {104.16.0.0/24} and not ip.src in {104.16.0.1}', []],
  ['ip.src.asnum ge 10 and ip.src.asnum le 10', []],
  ['any(http.request.headers["a"][*] eq "x") and any(http.request.headers["a"][*] eq "y")', []],
  ['http.host eq "a" or http.host eq "b"', []],
])('knows what excludes what: %s', (text, at) => {
  expect(foundBy('contradiction', text).map((found) => found.at)).toEqual(at);
});
