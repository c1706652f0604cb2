import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [{ expression: 'cidr(ip.src, 24, 48) eq 104.16.0.0', action: 'log' }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ expression: 'cidr(ip.src, 24, 48) eq 104.16.0.0', action: 'log' }],
};

test('finds a field or function that the phase of the rule does not have', () => {
  expect(foundBy('not-in-phase', BAD)).toEqual([
    {
      message: '`cidr()` cannot be used in the phase `http_request_firewall_managed` [expression/phase]',
      help: 'use it in: http_request_firewall_custom, http_ratelimit',
      at: 'cidr(ip.src, 24, 48)',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('not-in-phase', GOOD)).toEqual([]);
});

test('finds it in an expression for a value', () => {
  const rule = (expression: string) => ({
    action: 'redirect',
    expression: 'ssl',
    action_parameters: { from_value: { target_url: { expression } } },
  });
  const file = {
    result: {
      kind: 'zone',
      phase: 'http_request_dynamic_redirect',
      rules: [rule('remove_query_args(http.request.full_uri, "a")'), rule('lower(http.request.full_uri)')],
    },
  };
  expect(foundBy('not-in-phase', file)).toMatchObject([
    {
      rule: 0,
      message:
        'the expression for a value: `remove_query_args()` cannot be used in the phase `http_request_dynamic_redirect` [expression/phase]',
    },
  ]);
});
