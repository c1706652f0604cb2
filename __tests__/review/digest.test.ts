import { CUSTOM, MANAGED, planJson, type PlanParts, type PlanRule } from './support/plan';
import { reviewPlan } from '../../lib/review';
import { NOW_MS } from '../support/exceptions';
import { block, CALLERS, EXACT, exception, EXECUTES, HOST } from './support/rules';

const WP = block('wp', 'starts_with(http.request.uri.path, "/wp-login")');
const BOTS = block('bots', 'http.user_agent contains "bot"');
const OURS = exception('export', EXACT);

const PLAN: PlanParts = {
  entryPoints: [
    { phase: CUSTOM, before: [WP, BOTS], after: [OURS, WP, BOTS] },
    { phase: MANAGED, before: EXECUTES, after: EXECUTES },
  ],
  lists: [{ name: 'office', before: ['203.0.113.7'], after: ['203.0.113.7', '198.51.100.7'] }],
};

function digest(plan: PlanParts | object, nowMs = NOW_MS): string {
  const content = 'format_version' in plan ? plan : planJson(plan);
  return reviewPlan({ name: 'plan.json', content }, { nowMs }).digest;
}

function withCustom(before: readonly PlanRule[], after: readonly PlanRule[], rest: object = {}): PlanParts {
  const [, managed] = PLAN.entryPoints ?? [];
  return {
    ...PLAN,
    entryPoints: [{ phase: CUSTOM, before, after, ...rest }, ...(managed === undefined ? [] : [managed])],
  };
}

/** The same data with all keys the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

const { resource_changes: resources, ...rest } = planJson(PLAN) as { resource_changes: readonly object[] };

test('is a hash with its name', () => {
  expect(digest(PLAN)).toMatch(/^sha256:[\da-f]{64}$/);
});

test.each<[title: string, plan: PlanParts | object]>([
  ['versions, ids and times of Cloudflare', { ...PLAN, version: '23' }],
  ['the order of keys', reversed(planJson(PLAN)) as object],
  ['the order of resources', { ...rest, resource_changes: [...resources].reverse() }],
  [
    'the time of the plan and the version of Terraform',
    { ...planJson(PLAN), timestamp: '2030-01-01T00:00:00Z', terraform_version: '1.15.0' },
  ],
  [
    'a resource that stays as it is',
    {
      ...PLAN,
      entryPoints: [...(PLAN.entryPoints ?? []), { phase: 'http_ratelimit', before: [WP], after: [WP] }],
    },
  ],
  ['what data sources have read', { ...PLAN, readLists: { other: ['192.0.2.1'] } }],
  [
    'what only Cloudflare computes and nobody knows yet',
    withCustom([WP, BOTS], [OURS, WP, BOTS], {
      afterUnknown: { version: true, last_updated: true, rules: [{ id: true, version: true }] },
    }),
  ],
])('is equal whatever %s', (_, plan) => {
  expect(digest(plan)).toBe(digest(PLAN));
});

test('is equal on another day', () => {
  expect(digest(PLAN, NOW_MS + 400 * 86_400_000)).toBe(digest(PLAN));
});

const DIFFERENT: readonly (readonly [title: string, plan: PlanParts])[] = [
  ['an expression', withCustom([WP, BOTS], [exception('export', `${EXACT} and ${CALLERS}`), WP, BOTS])],
  ['a blank in an expression', withCustom([WP, BOTS], [exception('export', `${EXACT} `), WP, BOTS])],
  ['the order of rules', withCustom([WP, BOTS], [WP, OURS, BOTS])],
  ['whether a rule is on', withCustom([WP, BOTS], [{ ...OURS, enabled: false }, WP, BOTS])],
  ['a description', withCustom([WP, BOTS], [{ ...OURS, description: 'Other' }, WP, BOTS])],
  ['logging', withCustom([WP, BOTS], [{ ...OURS, logging: { enabled: false } }, WP, BOTS])],
  [
    'a skip target',
    withCustom([WP, BOTS], [{ ...OURS, action_parameters: { products: ['bic'] } }, WP, BOTS]),
  ],
  [
    'a foreign rule that came meanwhile',
    withCustom([WP, BOTS, block('new', HOST)], [OURS, WP, BOTS, block('new', HOST)]),
  ],
  [
    'a foreign rule that changed meanwhile',
    withCustom([WP, { ...BOTS, enabled: false }], [OURS, WP, { ...BOTS, enabled: false }]),
  ],
  ['a foreign rule that is lost', withCustom([WP, BOTS], [OURS, WP])],
  ['what stands before the change', withCustom([WP], [OURS, WP, BOTS])],
  ['the action', withCustom([WP, BOTS], [OURS, WP, BOTS], { actions: ['delete', 'create'] })],
  ['adoption', withCustom([WP, BOTS], [OURS, WP, BOTS], { isAdopted: true })],
  ['the description of the entry point', withCustom([WP, BOTS], [OURS, WP, BOTS], { description: 'other' })],
  [
    'a value that only the apply tells',
    withCustom([WP, BOTS], [OURS, WP, BOTS], { afterUnknown: { rules: [{ expression: true }] } }),
  ],
  ['another zone', withCustom([WP, BOTS], [OURS, WP, BOTS], { zone: 'example.net' })],
  [
    'items of a list',
    { ...PLAN, lists: [{ name: 'office', before: ['203.0.113.7'], after: ['203.0.113.7', '198.51.100.8'] }] },
  ],
  ['a list that is let alone', { ...PLAN, lists: [] }],
  [
    'another resource',
    {
      ...PLAN,
      others: [
        { address: 'cloudflare_zone_setting.x', type: 'cloudflare_zone_setting', actions: ['update'] },
      ],
    },
  ],
];

test.each(DIFFERENT)('is different for %s', (_, plan) => {
  expect(digest(plan)).not.toBe(digest(PLAN));
});

test('no two of these plans have one digest', () => {
  const digests = [PLAN, ...DIFFERENT.map(([, plan]) => plan)].map((plan) => digest(plan));
  expect(new Set(digests).size).toBe(digests.length);
});
