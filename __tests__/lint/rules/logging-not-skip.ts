import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ expression: 'ssl', action: 'block', logging: true }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ expression: 'ssl', action: 'block' }],
};

test('finds `logging` on a rule that does not skip', () => {
  expect(foundBy('logging-not-skip', BAD)).toEqual([
    {
      message: '`logging` is allowed on skip rules only, got: a rule with the action `block`',
      help: 'remove `logging`: Cloudflare answers 20018',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('logging-not-skip', GOOD)).toEqual([]);
});
