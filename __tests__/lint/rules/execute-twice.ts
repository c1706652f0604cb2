import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { RUN_CLOUDFLARE, RUN_OWASP } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [RUN_CLOUDFLARE, RUN_CLOUDFLARE],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [RUN_CLOUDFLARE, RUN_OWASP],
};

test('finds a managed ruleset that a zone executes twice', () => {
  expect(foundBy('execute-twice', BAD)).toEqual([
    {
      message: 'rule 1 executes the managed ruleset `efb7b8c949ac4650a09736fc376e9aee` already',
      help: 'join them with overrides: Cloudflare answers 20014',
      rule: 1,
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('execute-twice', GOOD)).toEqual([]);
});
