import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [EXCEPTION],
  kind: 'root',
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [EXCEPTION],
  kind: 'custom',
};

test("finds a skip rule in the account's custom entry point", () => {
  expect(foundBy('skip-in-account-entry-point', BAD)).toEqual([
    {
      message: "the account's entry point for custom rules holds `execute` rules only",
      help: 'put the skip rule into a custom ruleset of the account and execute that: Cloudflare answers 20016',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-in-account-entry-point', GOOD)).toEqual([]);
});
