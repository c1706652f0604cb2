import { foundBy } from '../../support/lint';

const BAD = 'http.host eq "https://app.example.com"';
const GOOD = 'http.host eq "app.example.com"';

test('finds a host that no request has', () => {
  expect(foundBy('host-form', BAD)).toEqual([
    {
      message: '`http.host` is a bare lower-case name, and `https://app.example.com` has a scheme',
      help: 'write `app.example.com`',
      at: '"https://app.example.com"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('host-form', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['http.host contains "Example"', ['"Example"']],
  ['ends_with(http.host, ".example.com")', []],
  ['ends_with(http.host, ".example.com.")', ['".example.com."']],
  ['starts_with(http.host, "api.")', []],
  ['http.host contains "/"', ['"/"']],
  ['http.host eq "a.example.com:443"', ['"a.example.com:443"']],
  ['http.host in {"a.example.com" "a.example.com:443"}', []],
  ['http.host eq "a.example.com:8443"', []],
  ['http.host eq "münchen.example.com"', ['"münchen.example.com"']],
  ['http.host eq ".example.com"', ['".example.com"']],
])('knows whole hosts and parts: %s', (text, at) => {
  expect(foundBy('host-form', text).map((found) => found.at)).toEqual(at);
});

test('suggests no other host for one with a star', () => {
  expect(foundBy('host-form', 'http.host eq "*.example.com"')).toMatchObject([{ help: 'name each host' }]);
});
