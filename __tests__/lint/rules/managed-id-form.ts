import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION, OWASP_EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [{ ...EXCEPTION, parameters: { rulesets: ['949110'] } }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [OWASP_EXCEPTION],
};

test('finds something that is not the id of a ruleset or rule', () => {
  expect(foundBy('managed-id-form', BAD)).toEqual([
    {
      message: 'an id has 32 lower-case hex characters, got: `949110`',
      help: 'copy the id from the API or a Security Event: the number in the description of a rule is not its id',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('managed-id-form', GOOD)).toEqual([]);
});
