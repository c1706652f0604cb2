import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { OUR_EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ ...OUR_EXCEPTION, description: 'False positives' }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [OUR_EXCEPTION],
};

test('finds an exception of this library without an owner', () => {
  expect(foundBy('missing-owner', BAD)).toEqual([
    {
      message: 'the description names no owner',
      help: 'name the team that knows whether it is still needed: `owner`',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('missing-owner', GOOD)).toEqual([]);
});
