import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [
    {
      expression: 'true',
      action: 'execute',
      parameters: { id: 'efb7b8c949ac4650a09736fc376e9aee' },
      ref: 'run',
      enabled: false,
    },
  ],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [
    {
      expression: 'true',
      action: 'execute',
      parameters: { id: 'efb7b8c949ac4650a09736fc376e9aee' },
      ref: 'run',
      enabled: true,
    },
  ],
};

test('finds a managed ruleset that is turned off', () => {
  expect(foundBy('execute-disabled', BAD)).toEqual([
    {
      message: 'the rule is disabled: its managed ruleset does not run',
      help: 'enable it, or narrow what is skipped with an exception',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('execute-disabled', GOOD)).toEqual([]);
});
