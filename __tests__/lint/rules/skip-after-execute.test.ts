import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [
    {
      expression: 'true',
      action: 'execute',
      parameters: { id: '4814384a9e5d4991b9815dcfc25d2f1f' },
      ref: 'run',
    },
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
    {
      expression: 'true',
      action: 'execute',
      parameters: { id: '4814384a9e5d4991b9815dcfc25d2f1f' },
      ref: 'run',
    },
  ],
};

test('finds an exception behind the rule that it is to affect', () => {
  expect(foundBy('skip-after-execute', BAD)).toEqual([
    {
      message:
        'rule 1 has executed the ruleset `4814384a9e5d4991b9815dcfc25d2f1f` already: nothing of it is skipped',
      help: 'move the exception before rule 1',
      rule: 1,
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-after-execute', GOOD)).toEqual([]);
});
