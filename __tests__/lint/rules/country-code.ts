import { foundBy } from '../../support/lint';

const BAD = 'ip.src.country in {"UK" "AT"}';
const GOOD = 'ip.src.country in {"GB" "AT" "T1" "XX"}';

test('finds a country code that no request has', () => {
  expect(foundBy('country-code', BAD)).toEqual([
    {
      message: '`ip.src.country` is two capital letters of ISO 3166-1, and `UK` is none',
      help: 'write `GB`',
      at: '"UK"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('country-code', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['ip.src.country eq "at"', ['write `AT`']],
  ['ip.geoip.country ne "usa"', ['write `US`']],
  ['ip.src.country eq "Austria"', ['write it as Cloudflare sees it, such as `AT`']],
  ['ip.src.country eq ""', []],
  ['lower(ip.src.country) eq "at"', []],
])('suggests the code: %s', (text, help) => {
  expect(foundBy('country-code', text).map((found) => found.help)).toEqual(help);
});
