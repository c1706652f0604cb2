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
      ref: 'wafx__dashboard__export',
      description: 'False positives',
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
      ref: 'wafx__dashboard__export',
      description: 'False positives (owner creator-tools)',
    },
  ],
};

test('finds an exception of this library without an owner', () => {
  expect(foundBy('missing-owner', BAD)).toEqual([
    {
      message: 'the description names no owner',
      help: 'name the team that can tell whether it is still needed: `owner`',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('missing-owner', GOOD)).toEqual([]);
});
