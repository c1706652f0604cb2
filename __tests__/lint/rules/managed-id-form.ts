import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [
    {
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
      action: 'skip',
      parameters: { rulesets: ['949110'] },
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

test('finds something that is no id of a ruleset or rule', () => {
  expect(foundBy('managed-id-form', BAD)).toEqual([
    {
      message: 'an id has 32 lower-case hex characters, got: `949110`',
      help: 'copy the id from the API or a Security Event; the number in a rule description is none',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('managed-id-form', GOOD)).toEqual([]);
});
