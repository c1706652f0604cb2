import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION, OUR_EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [OUR_EXCEPTION, { ...OUR_EXCEPTION, ref: 'wafx__shop__export' }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    OUR_EXCEPTION,
    {
      ...OUR_EXCEPTION,
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/import" and raw.http.request.uri.path eq "/import"',
      ref: 'wafx__shop__import',
    },
  ],
};

test('finds two exceptions for the same requests', () => {
  expect(foundBy('duplicate-exception', BAD)).toEqual([
    {
      message: 'rule 1 of the namespace `dashboard` skips the same for the same requests',
      help: 'agree with the other team which of the two stays',
      rule: 1,
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('duplicate-exception', GOOD)).toEqual([]);
});

test.each<[string, string, string]>([
  ['a set of one host', 'http.host eq "app.example.com"', 'http.host in {"app.example.com"}'],
  ['hosts in another order', 'http.host in {"a.com" "b.com"}', 'http.host in {"b.com" "a.com"}'],
  [
    'hosts as alternatives',
    'http.host in {"a.com" "b.com"}',
    '(http.host eq "b.com" or http.host eq "a.com")',
  ],
  ['two halves of a network', 'ip.src in {8.8.0.0/16}', 'ip.src in {8.8.0.0/17 8.8.128.0/17}'],
  ['a negation', 'ip.src eq 8.8.8.8', 'not ip.src ne 8.8.8.8'],
])('proves that two are for the same requests: %s', (_title, one, other) => {
  const rules = [one, other].map((condition, index) => ({
    ...EXCEPTION,
    expression: `${condition} and http.request.method eq "POST" and http.request.uri.path eq "/export"`,
    ref: `r${index}`,
  }));
  const list: RuleList = { phase: 'http_request_firewall_custom', rules };
  expect(foundBy('duplicate-exception', list)).toEqual([
    { message: 'rule 1 skips the same for the same requests', help: 'remove one of them', rule: 1 },
  ]);
  expect(foundBy('shadowed-exception', list)).toEqual([]);
});

test.each<[string, string]>([
  ['true', EXCEPTION.expression],
  ['a condition that always holds', `${EXCEPTION.expression} and (ssl or not ssl)`],
])('is the only one to report a condition that changes nothing: %s', (_title, more) => {
  const [plain, other] = [EXCEPTION.expression, `${more} and (ssl or true)`];
  for (const expressions of [
    [plain, other],
    [other, plain],
  ]) {
    const rules = expressions.map((expression, index) => ({ ...EXCEPTION, expression, ref: `r${index}` }));
    const list: RuleList = { phase: 'http_request_firewall_custom', rules };
    expect(foundBy('duplicate-exception', list).map(({ rule }) => rule)).toEqual([1]);
    expect(foundBy('shadowed-exception', list)).toEqual([]);
  }
});

test('leaves two that end apart to `shadowed-exception`, which names the one that ends first', () => {
  const until = (end: number) => `${EXCEPTION.expression} and http.request.timestamp.sec lt ${end}`;
  for (const ends of [
    [1_900_000_000, 1_800_000_000],
    [1_800_000_000, 1_900_000_000],
  ]) {
    const rules = ends.map((end, index) => ({ ...EXCEPTION, expression: until(end), ref: `r${index}` }));
    const list: RuleList = { phase: 'http_request_firewall_custom', rules };
    expect(foundBy('duplicate-exception', list)).toEqual([]);
    expect(foundBy('shadowed-exception', list)).toMatchObject([{ rule: ends.indexOf(1_800_000_000) }]);
  }
});
