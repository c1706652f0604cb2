import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { RUN_CLOUDFLARE } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [{ ...RUN_CLOUDFLARE, enabled: false }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [{ ...RUN_CLOUDFLARE, enabled: true }],
};

test('finds a managed ruleset that is turned off', () => {
  expect(foundBy('execute-disabled', BAD)).toEqual([
    {
      message: 'the rule is disabled: its managed ruleset does not run',
      help: 'enable it, or narrow what is skipped with an exception',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('execute-disabled', GOOD)).toEqual([]);
});
