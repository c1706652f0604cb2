import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ expression: 'http.request.uri.path matches "^/a$"', action: 'log' }],
  plan: 'pro',
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ expression: 'http.request.uri.path matches "^/a$"', action: 'log' }],
  plan: 'business',
};

test("finds a field, function, operator or list that the zone's plan does not have", () => {
  expect(foundBy('not-in-plan', BAD)).toEqual([
    {
      message: 'the operator `matches` needs the plan Business or higher, the zone has Pro',
      help: 'say it with what the plan has, or take the higher plan',
      at: 'http.request.uri.path matches "^/a$"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('not-in-plan', GOOD)).toEqual([]);
});
