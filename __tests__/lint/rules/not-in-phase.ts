import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [{ expression: 'cidr(ip.src, 24, 48) eq 104.16.0.0', action: 'log' }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ expression: 'cidr(ip.src, 24, 48) eq 104.16.0.0', action: 'log' }],
};

test('finds a field or function that the phase of the rule does not have', () => {
  expect(foundBy('not-in-phase', BAD)).toEqual([
    {
      message: '`cidr()` cannot be used in the phase `http_request_firewall_managed` [expression/phase]',
      help: 'use it in: http_request_firewall_custom, http_ratelimit',
      at: 'cidr(ip.src, 24, 48)',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('not-in-phase', GOOD)).toEqual([]);
});
