import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { OWASP_EXCEPTION, RUN_OWASP } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [RUN_OWASP, OWASP_EXCEPTION],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [OWASP_EXCEPTION, RUN_OWASP],
};

test('finds an exception after the rule that it should affect', () => {
  expect(foundBy('skip-after-execute', BAD)).toEqual([
    {
      message:
        'rule 1 has executed the ruleset `4814384a9e5d4991b9815dcfc25d2f1f` already: nothing of it is skipped',
      help: 'move the exception before rule 1',
      rule: 1,
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-after-execute', GOOD)).toEqual([]);
});

test('leaves what is no ruleset to the rules about ids', () => {
  const [skip, run] = GOOD.rules;
  const naming = (id: string) => ({
    ...GOOD,
    isWhole: true,
    rules: [{ ...skip, parameters: { rulesets: [id] } }, run],
  });
  expect(foundBy('skip-after-execute', naming('xyz'))).toEqual([]);
  expect(foundBy('skip-after-execute', naming('6179ae15870a4bb7b2d480d4843b323c'))).toEqual([]);
  expect(foundBy('skip-after-execute', naming('efb7b8c949ac4650a09736fc376e9aee'))).toHaveLength(1);
});
