import { foundBy } from '../../support/lint';

const BAD = 'starts_with(http.request.uri.path, "/a/") or starts_with(http.request.uri.path, "/a/b/")';
const GOOD = 'starts_with(http.request.uri.path, "/a/") or starts_with(http.request.uri.path, "/b/")';

test('finds a condition that changes nothing', () => {
  expect(foundBy('redundant-condition', BAD)).toEqual([
    {
      message:
        '`starts_with(http.request.uri.path, "/a/b/")` changes nothing beside `starts_with(http.request.uri.path, "/a/")`',
      help: 'remove it, or correct it if something else was meant',
      at: 'starts_with(http.request.uri.path, "/a/b/")',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('redundant-condition', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['ip.src in $a and (ssl or not ssl)', ['not ssl']],
  ['ip.src in $a and (not http.host eq "b" or cf.client.bot or http.host eq "b")', ['not http.host eq "b"']],
  ['ip.src in $a and (ssl or not cf.client.bot)', []],
  ['http.host in {"a" "b"} and http.host eq "a"', ['http.host in {"a" "b"}']],
  ['http.host eq "a" or http.host in {"a" "b"}', ['http.host eq "a"']],
  ['http.host eq "a" and http.host in {"a"}', ['http.host in {"a"}']],
  ['http.user_agent contains "bot" or http.user_agent contains "Xbot"', ['http.user_agent contains "Xbot"']],
  ['starts_with(http.host, "a.") and http.host eq "a.b"', ['starts_with(http.host, "a.")']],
  ['ends_with(http.host, ".b") or http.host contains "b"', ['ends_with(http.host, ".b")']],
  ['ip.src in {104.16.0.0/16} or ip.src eq 104.16.0.1', ['ip.src eq 104.16.0.1']],
  ['ip.src in {104.16.0.0/16} and ip.src in {104.16.1.0/24 104.16.2.0/24}', ['ip.src in {104.16.0.0/16}']],
  ['cf.waf.score lt 20 or cf.waf.score lt 30', ['cf.waf.score lt 20']],
  [
    'ip.src in {104.16.0.0/17 104.16.128.0/17} or ip.src in {104.16.128.0..104.17.0.0 104.16.0.0/17}',
    ['ip.src in {104.16.0.0/17 104.16.128.0/17}'],
  ],
  [
    'ip.src in {104.16.0.0/16} or ip.src in {104.16.0.0/17 104.16.129.0/24}',
    ['ip.src in {104.16.0.0/17 104.16.129.0/24}'],
  ],
  ['ip.src in {104.16.0.0/16} or ip.src in {104.16.0.0/17 104.17.0.0/24}', []],
  [
    'ip.src in {104.16.0.0/16} and ip.src in {104.16.0.0/17 104.16.128.0/17 104.17.0.0/24}',
    ['ip.src in {104.16.0.0/17 104.16.128.0/17 104.17.0.0/24}'],
  ],
  ['cf.waf.score lt 20 and cf.waf.score gt 10', []],
  ['ip.src in {104.16.0.0/16} and not ip.src in {104.16.0.1}', []],
  ['ip.src in {2606:4700::/32} or ip.src in {104.16.0.0/16}', []],
  ['http.host eq "a" xor http.host in {"a" "b"}', []],
  ['http.host contains "a" and http.host contains "b"', []],
  ['http.host ne "a" or http.host ne "b"', ['http.host ne "b"']],
  ['not http.host in {"a" "b"} or not http.host eq "c"', ['not http.host eq "c"']],
  ['http.host ne "a" and http.host ne "b"', []],
  ['http.host ne "a" or ssl', []],
  ['starts_with(http.host, "ab") or ends_with(http.host, "b")', []],
  ['http.host contains "ab" or starts_with(http.host, "a")', []],
  ['not http.host contains "a" or not http.host contains "b"', []],
])('knows what lies in what: %s', (text, at) => {
  expect(foundBy('redundant-condition', text).map((found) => found.at)).toEqual(at);
});
