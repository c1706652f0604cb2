import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  plan: 'free',
  rules: [
    { expression: 'ssl', action: 'log', ref: 'r0' },
    { expression: 'ssl', action: 'log', ref: 'r1' },
    { expression: 'ssl', action: 'log', ref: 'r2' },
    { expression: 'ssl', action: 'log', ref: 'r3' },
    { expression: 'ssl', action: 'log', ref: 'r4' },
    { expression: 'ssl', action: 'log', ref: 'r5' },
  ],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  plan: 'free',
  rules: [
    { expression: 'ssl', action: 'log', ref: 'r0' },
    { expression: 'ssl', action: 'log', ref: 'r1' },
    { expression: 'ssl', action: 'log', ref: 'r2' },
    { expression: 'ssl', action: 'log', ref: 'r3' },
    { expression: 'ssl', action: 'log', ref: 'r4' },
  ],
};

test('finds more custom rules than the plan has', () => {
  expect(foundBy('custom-rule-quota', BAD)).toEqual([
    {
      message: 'the plan has 5 custom rules, got: 6',
      help: 'join rules, or skip single rulesets: such exceptions need no custom rule',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('custom-rule-quota', GOOD)).toEqual([]);
});
