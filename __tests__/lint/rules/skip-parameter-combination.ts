import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [
    {
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
      action: 'skip',
      parameters: { ruleset: 'current', rulesets: ['4814384a9e5d4991b9815dcfc25d2f1f'] },
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
      parameters: { rulesets: ['4814384a9e5d4991b9815dcfc25d2f1f'] },
      ref: 'export',
      description: 'OPS-1423: false positives',
    },
  ],
};

test('finds skip parameters that exclude each other', () => {
  expect(foundBy('skip-parameter-combination', BAD)).toEqual([
    { message: '`ruleset` cannot stand beside `rulesets`', help: 'divide them among two rules' },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-parameter-combination', GOOD)).toEqual([]);
});
