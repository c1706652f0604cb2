import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  kind: 'zone',
  isWhole: true,
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
const GOOD: RuleList = {
  phase: 'http_request_firewall_managed',
  kind: 'zone',
  isWhole: true,
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

test('finds an entry point for managed rules that runs none', () => {
  expect(foundBy('no-execute', BAD)).toEqual([
    {
      message: 'no rule executes a managed ruleset: the managed rules of the zone are off',
      help: 'add the `execute` rules that were here, behind the exceptions',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('no-execute', GOOD)).toEqual([]);
});
