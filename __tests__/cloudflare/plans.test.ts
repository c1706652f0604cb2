import {
  BODY_BYTES_BY_PLAN,
  CUSTOM_RULES_BY_PLAN,
  CUSTOM_RULESETS_BY_PLAN,
  highestPlan,
  includesPlan,
  isPlan,
  LIST_ITEMS_BY_PLAN,
  LISTS_BY_PLAN,
  PLAN_FACTS,
  PLANS,
  rulesQuota,
} from '../../lib/cloudflare';

const BY_PLAN = {
  'custom rules': CUSTOM_RULES_BY_PLAN,
  'custom rulesets': CUSTOM_RULESETS_BY_PLAN,
  lists: LISTS_BY_PLAN,
  'list items': LIST_ITEMS_BY_PLAN,
};

/** https://developers.cloudflare.com/waf/custom-rules/#availability and the pages of rate limiting rules and lists. */
test.each([
  ['custom rules', [5, 20, 100, 1000]],
  ['custom rulesets', [1, 2, 5, 10]],
  ['lists', [1, 10, 10, 1000]],
  ['list items', [10_000, 10_000, 10_000, 500_000]],
] as const)('%s by plan are those of the documentation', (name, numbers) => {
  expect(PLANS.map((plan) => BY_PLAN[name][plan])).toEqual(numbers);
});

test.each([
  ['http_request_firewall_custom', [5, 20, 100, 1000]],
  ['http_ratelimit', [1, 2, 5, 100]],
  ['http_request_firewall_managed', [undefined, undefined, undefined, undefined]],
])('the rules of %s by plan', (phase, numbers) => {
  expect(PLANS.map((plan) => rulesQuota(phase, plan))).toEqual(numbers);
});

test('what rules see of a body is published for the lowest and the highest plan', () => {
  expect(PLANS.map((plan) => BODY_BYTES_BY_PLAN[plan])).toEqual([1_048_576, undefined, undefined, 131_072]);
});

test('each plan has what the lower ones have', () => {
  expect(PLANS.map((plan) => PLANS.filter((needed) => includesPlan(plan, needed)).length)).toEqual([
    1, 2, 3, 4,
  ]);
});

test.each([
  [['pro', 'business', 'free'], 'business'],
  [[], 'free'],
] as const)('of the plans %j the highest is %s', (plans, highest) => {
  expect(highestPlan(plans)).toBe(highest);
});

test('a plan is known by its legacy id', () => {
  expect(PLANS.every(isPlan)).toBe(true);
  expect(['partners_ent', 'Free', 'toString', undefined].filter(isPlan)).toEqual([]);
});

test('plans are told apart by each of their names', () => {
  for (const key of ['name', 'code', 'id', 'websiteName'] as const) {
    expect(new Set(PLANS.map((plan) => PLAN_FACTS[plan][key])).size).toBe(PLANS.length);
  }
});
