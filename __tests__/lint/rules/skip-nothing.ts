import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ ...EXCEPTION, parameters: {} }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [EXCEPTION],
};

test('finds a skip rule that names nothing to skip', () => {
  expect(foundBy('skip-nothing', BAD)).toEqual([
    {
      message: 'the skip rule names nothing to skip',
      help: 'name rules, rulesets or phases in `action_parameters`',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-nothing', GOOD)).toEqual([]);
});
