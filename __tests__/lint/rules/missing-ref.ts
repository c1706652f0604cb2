import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ expression: 'ssl', action: 'block', ref: '' }],
  isWhole: true,
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ expression: 'ssl', action: 'block', ref: 'tls' }],
  isWhole: true,
};

test('finds a rule without a stable key', () => {
  expect(foundBy('missing-ref', BAD)).toEqual([
    {
      message: 'the rule has no `ref`: its id changes whenever the list is written',
      help: 'give it a `ref` that stays',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('missing-ref', GOOD)).toEqual([]);
});
