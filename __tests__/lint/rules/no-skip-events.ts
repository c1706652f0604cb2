import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ ...EXCEPTION, logging: false }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ ...EXCEPTION, logging: true }],
};

test('finds a skip rule that leaves no Security Event', () => {
  expect(foundBy('no-skip-events', BAD)).toEqual([
    {
      message: '`logging` is off: requests that use the exception leave no Security Event',
      help: 'turn it on: without events it is not known whether the exception is used',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('no-skip-events', GOOD)).toEqual([]);
});
