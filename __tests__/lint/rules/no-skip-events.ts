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
      description: 'OPS-1423: false positives',
      logging: false,
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
      logging: true,
    },
  ],
};

test('finds a skip rule that leaves no Security Event', () => {
  expect(foundBy('no-skip-events', BAD)).toEqual([
    {
      message: '`logging` is off: requests that use the exception leave no Security Event',
      help: 'turn it on, or nobody can tell whether the exception is used',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('no-skip-events', GOOD)).toEqual([]);
});
