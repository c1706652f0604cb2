import { CUSTOM_RULES_BY_PLAN, requirePlan } from '../../lib/exceptions';
import { refusalOf } from '../support/refusal';

test('knows how many custom rules each plan allows', () => {
  expect(CUSTOM_RULES_BY_PLAN).toEqual({ free: 5, pro: 20, business: 100, enterprise: 1000 });
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
    code: 'plan/unknown',
    message: `\`plan\` must be the zone's Cloudflare plan, got: \`${plan}\``,
    help,
  });
});
