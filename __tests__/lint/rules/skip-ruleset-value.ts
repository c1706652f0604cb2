import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [{ ...EXCEPTION, parameters: { ruleset: '4814384a9e5d4991b9815dcfc25d2f1f' } }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [{ ...EXCEPTION, parameters: { ruleset: 'current' } }],
};

test('finds `ruleset` or `phase` with another value than `current`', () => {
  expect(foundBy('skip-ruleset-value', BAD)).toEqual([
    {
      message: '`ruleset` can only be `current`, got: `4814384a9e5d4991b9815dcfc25d2f1f`',
      help: 'for other rulesets use `rulesets`',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-ruleset-value', GOOD)).toEqual([]);
});
