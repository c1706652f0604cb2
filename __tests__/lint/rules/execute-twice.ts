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
    },
    {
      expression: 'true',
      action: 'execute',
      parameters: { id: 'efb7b8c949ac4650a09736fc376e9aee' },
      ref: 'run',
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
    },
    {
      expression: 'true',
      action: 'execute',
      parameters: { id: '4814384a9e5d4991b9815dcfc25d2f1f' },
      ref: 'run',
    },
  ],
};

test('finds a managed ruleset that a zone executes twice', () => {
  expect(foundBy('execute-twice', BAD)).toEqual([
    {
      message: 'rule 1 executes the managed ruleset `efb7b8c949ac4650a09736fc376e9aee` already',
      help: 'join them with overrides: Cloudflare answers 20014',
      rule: 1,
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('execute-twice', GOOD)).toEqual([]);
});
