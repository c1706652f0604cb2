import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ expression: 'http.host eq "app.example.com"', action: 'log' }],
  kind: 'root',
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ expression: '(http.host eq "app.example.com") and cf.zone.plan eq "ENT"', action: 'log' }],
  kind: 'root',
};

test('finds a rule of the account that is not limited to Enterprise zones', () => {
  expect(foundBy('account-expression', BAD)).toEqual([
    {
      message: 'the expression of an account rule ends with `and cf.zone.plan eq "ENT"`, behind parentheses',
      help: 'write (...) and cf.zone.plan eq "ENT"',
      at: 'http.host eq "app.example.com"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('account-expression', GOOD)).toEqual([]);
});

test.each<[string, string, number]>([
  ['http_request_firewall_managed', 'cf.zone.plan eq "ENT"', 0],
  ['http_request_firewall_managed', '(cf.zone.plan == "ENT")', 0],
  ['http_request_firewall_managed', '(ssl) or (ssl) and cf.zone.plan eq "ENT"', 1],
  ['http_request_firewall_managed', '(ssl) && cf.zone.plan == "ENT"', 0],
  ['http_ratelimit', 'true', 1],
  ['http_request_redirect', 'http.request.full_uri in $redirects', 0],
])('in %s, judges %s', (phase, expression, count) => {
  const list = { phase, kind: 'root', rules: [{ expression, action: 'execute' }] } as RuleList;
  expect(foundBy('account-expression', list)).toHaveLength(count);
});
