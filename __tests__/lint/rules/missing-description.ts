import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ ...EXCEPTION, description: '' }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [EXCEPTION],
};

test('finds a skip rule without a description', () => {
  expect(foundBy('missing-description', BAD)).toEqual([
    {
      message: 'the rule has no description',
      help: 'say what is blocked, why the request is harmless, and who can confirm it',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('missing-description', GOOD)).toEqual([]);
});
