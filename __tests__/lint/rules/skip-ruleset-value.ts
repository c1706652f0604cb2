import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [
    {
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
      action: 'skip',
      parameters: { ruleset: '4814384a9e5d4991b9815dcfc25d2f1f' },
      ref: 'export',
      description: 'OPS-1423: false positives',
    },
  ],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [
    {
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
      action: 'skip',
      parameters: { ruleset: 'current' },
      ref: 'export',
      description: 'OPS-1423: false positives',
    },
  ],
};

test('finds `ruleset` or `phase` with another value than `current`', () => {
  expect(foundBy('skip-ruleset-value', BAD)).toEqual([
    {
      message: '`ruleset` can only be `current`, got: `4814384a9e5d4991b9815dcfc25d2f1f`',
      help: 'for other rulesets use `rulesets`',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-ruleset-value', GOOD)).toEqual([]);
});
