import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION, OWASP_EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [
    { ...EXCEPTION, parameters: { ruleset: 'current', rulesets: ['4814384a9e5d4991b9815dcfc25d2f1f'] } },
  ],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [OWASP_EXCEPTION],
};

test('finds skip parameters that exclude each other', () => {
  expect(foundBy('skip-parameter-combination', BAD)).toEqual([
    { message: '`ruleset` cannot be combined with `rulesets`', help: 'divide them among two rules' },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-parameter-combination', GOOD)).toEqual([]);
});
