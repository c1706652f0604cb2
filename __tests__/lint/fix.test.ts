import { applyFixes } from '../../lib/lint/fix';
import { lint } from '../../lib/lint';
import { difference, parse } from '../../lib/rules-language';
import { NOW_MS } from '../support/exceptions';

function fixed(expression: string): string {
  return applyFixes(expression, lint({ rules: [{ expression }] }, NOW_MS));
}

test.each([
  [
    'a missing raw path among other conditions',
    'http.host eq "a.com" and http.request.uri.path eq "/x" and ssl',
    'http.host eq "a.com" and http.request.uri.path eq "/x" and raw.http.request.uri.path eq "/x" and ssl',
  ],
  [
    'one that stands alone',
    'http.request.uri.path eq "/x"',
    '(http.request.uri.path eq "/x" and raw.http.request.uri.path eq "/x")',
  ],
  [
    'one beside an alternative',
    'http.request.uri.path eq "/x" or ip.src in $office',
    '(http.request.uri.path eq "/x" and raw.http.request.uri.path eq "/x") or ip.src in $office',
  ],
  [
    'one in a function',
    'http.host eq "a.com" and starts_with(http.request.uri.path, "/x/")',
    'http.host eq "a.com" and starts_with(http.request.uri.path, "/x/") and starts_with(raw.http.request.uri.path, "/x/")',
  ],
  [
    'a value twice in a set',
    'http.host in {"a.com"  "b.com" "a.com"} and http.request.method eq "POST"',
    'http.host in {"a.com"  "b.com"} and http.request.method eq "POST"',
  ],
  ['an address twice in a set', 'ip.src in {8.8.8.8 1.1.1.1 8.8.8.8}', 'ip.src in {8.8.8.8 1.1.1.1}'],
  ['a deprecated name', 'ip.geoip.country in {"AT"}', 'ip.src.country in {"AT"}'],
])('%s is fixed', (_, expression, after) => {
  expect(fixed(expression)).toBe(after);
});

test.each([
  ['a path under `xor`', 'http.request.uri.path eq "/x" xor ssl'],
  ['an address that a wider one covers: either may be meant', 'ip.src in {8.8.8.0/24 8.8.8.8}'],
  ['a method that no request has: the right one would open something', 'http.request.method eq "post"'],
  ['what cannot be read', 'http.hots eq "a"'],
  [
    'a rule for paths that the origin sees differently',
    'http.request.uri.path eq "/x" and not raw.http.request.uri.path eq "/x"',
  ],
  [
    'another condition on the raw path',
    'http.request.uri.path eq "/x" and raw.http.request.uri.path contains "%2e"',
  ],
  [
    'what would be too long for Cloudflare with it',
    `http.request.uri.path in {${Array.from({ length: 200 }, (_, index) => `"/path/${index}"`).join(' ')}}`,
  ],
])('%s is left as it is', (_, expression) => {
  expect(fixed(expression)).toBe(expression);
});

const CONDITIONS = [
  'http.request.uri.path eq "/x"',
  'http.request.uri.path in {"/x" "/y" "/x"}',
  'starts_with(http.request.uri.path, "/x/")',
  'lower(http.request.uri.path) eq "/x"',
  'http.request.uri.path matches "^/x$"',
  'http.request.uri eq "/x"',
  'ip.src in {8.8.8.8 1.1.1.1 8.8.8.8}',
  'ip.geoip.country eq "AT"',
];
const AROUND: readonly ((a: string, b: string) => string)[] = [
  (a, b) => `${a} and ${b}`,
  (a, b) => `${a} or ${b}`,
  (a, b) => `${a} xor ${b}`,
  (a, b) => `not ${a} and ${b}`,
  (a, b) => `not (${a} or ${b}) or ${b}`,
  (a, b) => `(${a}) and (ssl or ${b} or http.host eq "a.com")`,
  (a, b) => `http.host eq "a.com" and ((${a} and ssl) or not (not ${b}))`,
];
const ALL = AROUND.flatMap((around) => CONDITIONS.flatMap((a) => CONDITIONS.map((b) => around(a, b))));

test('a fix never lets a request through that was inspected, and leaves nothing to fix', () => {
  let changed = 0;
  for (const expression of ALL) {
    let after = expression;
    for (let round = 0; round < 5 && fixed(after) !== after; round += 1) after = fixed(after);
    if (after === expression) continue;
    changed += 1;
    const wider = difference({
      anyOf: [parse(after).expression],
      noneOf: [parse(expression).expression],
    }).kind;
    expect([expression, after, wider]).toEqual([expression, after, 'none']);
    const left = lint({ rules: [{ expression: after }] }, NOW_MS).filter(({ fix }) => fix !== undefined);
    expect([after, left]).toEqual([after, []]);
  }
  expect(changed).toBeGreaterThan(300);
});
