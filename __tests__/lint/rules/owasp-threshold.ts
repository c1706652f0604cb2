import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION } from '../../support/rules';

const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
const RULE_949110 = '6179ae15870a4bb7b2d480d4843b323c';
const SCORING = '04116d14d7524986ba314d11c8a41e11';
const skipping = (parameters: Readonly<Record<string, unknown>>): RuleList => ({
  phase: 'http_request_firewall_managed',
  rules: [{ ...EXCEPTION, parameters }],
});

test("finds an exception for the rule that acts on OWASP's score", () => {
  expect(foundBy('owasp-threshold', skipping({ rules: { [OWASP]: [RULE_949110] } }))).toEqual([
    {
      message: 'the rule 949110 blocks for all OWASP rules: without it none of them blocks these requests',
      help: 'skip the rules that scored, which the Security Event lists, or name the whole ruleset',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('owasp-threshold', skipping({ rules: { [OWASP]: [SCORING] } }))).toEqual([]);
  expect(foundBy('owasp-threshold', skipping({ rulesets: [OWASP] }))).toEqual([]);
});

test('is silent where the whole ruleset is named too', () => {
  const both = { rulesets: [OWASP], rules: { [OWASP]: [RULE_949110] } };
  expect(foundBy('owasp-threshold', skipping(both))).toEqual([]);
});
