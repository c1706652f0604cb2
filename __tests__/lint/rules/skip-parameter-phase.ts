import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
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
  phase: 'http_request_firewall_custom',
  rules: [
    {
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
      action: 'skip',
      parameters: { phases: ['http_request_firewall_managed'] },
      ref: 'export',
      description: 'OPS-1423: false positives',
    },
  ],
};

test('finds a skip parameter that the phase of the rule does not have', () => {
  expect(foundBy('skip-parameter-phase', BAD)).toEqual([
    {
      message: '`rulesets` cannot be skipped from the phase `http_request_firewall_custom`',
      help: 'use one of: ruleset, phase, phases, products',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-parameter-phase', GOOD)).toEqual([]);
});
