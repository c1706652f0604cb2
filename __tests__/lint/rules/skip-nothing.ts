import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    {
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
      action: 'skip',
      parameters: {},
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

test('finds a skip rule that names nothing to skip', () => {
  expect(foundBy('skip-nothing', BAD)).toEqual([
    {
      message: 'the skip rule names nothing to skip',
      help: 'name rules, rulesets or phases in `action_parameters`',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-nothing', GOOD)).toEqual([]);
});
