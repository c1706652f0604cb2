import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION, OWASP_EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [OWASP_EXCEPTION],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [EXCEPTION],
};

test('finds a skip parameter that the phase of the rule does not have', () => {
  expect(foundBy('skip-parameter-phase', BAD)).toEqual([
    {
      message: '`rulesets` cannot be skipped from the phase `http_request_firewall_custom`',
      help: 'use one of: ruleset, phase, phases, products',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-parameter-phase', GOOD)).toEqual([]);
});
