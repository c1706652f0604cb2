import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    {
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
      action: 'skip',
      parameters: { phases: ['http_request_transform'] },
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
      parameters: { phases: ['http_ratelimit'] },
      ref: 'export',
      description: 'OPS-1423: false positives',
    },
  ],
};

test('finds a phase that cannot be skipped', () => {
  expect(foundBy('skip-phase-name', BAD)).toEqual([
    {
      message: 'the phase cannot be skipped: `http_request_transform`',
      help: 'use one of: http_ratelimit, http_request_sbfm, http_request_firewall_managed',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-phase-name', GOOD)).toEqual([]);
});
