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
