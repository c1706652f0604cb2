import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    {
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
      action: 'skip',
      parameters: { phases: ['http_request_firewall_managed'] },
      ref: 'export',
      description: '',
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

test('finds a skip rule that says not why', () => {
  expect(foundBy('missing-description', BAD)).toEqual([
    {
      message: 'the rule has no description',
      help: 'say what is blocked, why the request is harmless, and who knows',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('missing-description', GOOD)).toEqual([]);
});
