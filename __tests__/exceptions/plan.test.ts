import { CUSTOM_RULES_BY_PLAN } from '../../lib/cloudflare';
import { customRuleLimit, customRuleLimits, largestLimit, requirePlan } from '../../lib/exceptions';
import { refusalOf } from '../support/refusal';

test('knows how many custom rules each plan allows', () => {
  expect(CUSTOM_RULES_BY_PLAN).toEqual({ free: 5, pro: 20, business: 100, enterprise: 1000 });
});

test.each([
  ['nothing', undefined, undefined, [5, 20, 100, 1000, undefined], 1000],
  ['a plan', 'pro', undefined, [5, 20, 20, 20, 20], 20],
  ['a plan and a smaller contract', 'pro', 7, [5, 7, 7, 7, 7], 7],
  ['a larger contract', undefined, 1500, [5, 20, 100, 1500, 1500], 1500],
  ['a contract of a plan that has none', 'free', 50, [5, 20, 50, 50, 50], 50],
] as const)('code that says %s narrows the limits of the zone', (_title, plan, quota, expected, largest) => {
  const limits = customRuleLimits(plan, quota);
  const zonePlans = ['free', 'pro', 'business', 'enterprise', 'partners_free'];
  expect(zonePlans.map((zonePlan) => customRuleLimit(limits, zonePlan))).toEqual(expected);
  expect(customRuleLimit(limits, undefined)).toBe(expected[4]);
  expect(customRuleLimit(limits, 'toString')).toBe(expected[4]);
  expect(largestLimit(limits)).toBe(largest);
});

test.each(['free', 'pro', 'business', 'enterprise'])('takes %s', (plan) => {
  expect(() => {
    requirePlan(plan);
  }).not.toThrow();
});

test.each([
  ['Pro', 'did you mean `pro`?'],
  ['busines', 'did you mean `business`?'],
  ['gold', 'use one of: free, pro, business, enterprise'],
  ['', 'use one of: free, pro, business, enterprise'],
  ['toString', 'use one of: free, pro, business, enterprise'],
])('refuses "%s"', (plan, help) => {
  expect(
    refusalOf(() => {
      requirePlan(plan);
    }),
  ).toEqual({
    code: 'zone-plan/unknown',
    message: `\`zonePlan\` must be the zone's Cloudflare plan, got: \`${plan}\``,
    help,
  });
});
