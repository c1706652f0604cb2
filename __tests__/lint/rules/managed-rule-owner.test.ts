import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [
    {
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
      action: 'skip',
      parameters: { rules: { efb7b8c949ac4650a09736fc376e9aee: ['6179ae15870a4bb7b2d480d4843b323c'] } },
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
      parameters: { rules: { '4814384a9e5d4991b9815dcfc25d2f1f': ['6179ae15870a4bb7b2d480d4843b323c'] } },
      ref: 'export',
      description: 'OPS-1423: false positives',
    },
  ],
};

test('finds a managed rule under a ruleset that does not have it', () => {
  expect(foundBy('managed-rule-owner', BAD)).toEqual([
    {
      message:
        'the rule `6179ae15870a4bb7b2d480d4843b323c` (949110: Inbound Anomaly Score Exceeded) is not part of the ruleset named here',
      help: 'name it under `4814384a9e5d4991b9815dcfc25d2f1f`, the Cloudflare OWASP Core Ruleset',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('managed-rule-owner', GOOD)).toEqual([]);
});
