import { readJson } from '../../lib/errors';
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

const CONFIGURED = {
  timestamp: '2026-06-01T12:00:00Z',
  configuration: {
    provider_config: {
      cloudflare: { full_name: 'registry.terraform.io/cloudflare/cloudflare', version_constraint: '5.14.0' },
      terraform: { full_name: 'terraform.io/builtin/terraform' },
    },
    root_module: {
      resources: [
        { address: 'cloudflare_ruleset.a', provider_config_key: 'cloudflare' },
        {
          address: 'terraform_data.x',
          provider_config_key: 'terraform',
          provisioners: [{ type: 'local-exec', expressions: { command: { constant_value: 'true' } } }],
        },
      ],
      module_calls: { m: { source: './m', module: { resources: [] } } },
      variables: { v: { default: 1 } },
      outputs: { o: { expression: { constant_value: 1 } } },
    },
  },
  variables: { v: { value: 1 } },
  output_changes: { o: { actions: ['create'], before: null, after: 1 } },
  checks: [
    { address: { to_display: 'cloudflare_ruleset.a' }, status: 'pass' },
    { address: { to_display: 'check.b' }, status: 'pass' },
  ],
  resource_changes: [
    ...(planJson(PLAN)['resource_changes'] as readonly object[]),
    {
      address: 'cloudflare_dns_record.a',
      mode: 'managed',
      type: 'cloudflare_dns_record',
      change: {
        actions: ['update'],
        before: { id: 'a' },
        after: { id: 'a', version: 2, at: '2026-06-01T12:00:00Z' },
      },
    },
  ],
};

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

/** The plan with another value at a path, such as `configuration.root_module.actions`; `undefined` takes it out. */
function digestWith(changes: Readonly<Record<string, unknown>>): string {
  const plan: unknown = structuredClone({ ...planJson(PLAN), ...CONFIGURED });
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const parent = keys.reduce((at, key) => (at as Record<string, unknown>)[key], plan);
    (parent as Record<string, unknown>)[last] = value;
  }
  return digest(plan as object);
}

const ROOT = 'configuration.root_module';
const PROVIDERS = 'configuration.provider_config';

test.each<[title: string, path: string, value: unknown]>([
  ['a provisioner', `${ROOT}.resources.0.provisioners`, [{ type: 'local-exec' }]],
  ['a command', `${ROOT}.resources.1.provisioners.0.expressions.command.constant_value`, 'id'],
  [
    'the address of the API',
    `${PROVIDERS}.cloudflare.expressions`,
    { base_url: { constant_value: 'https://a.example' } },
  ],
  ['the version of the provider', `${PROVIDERS}.cloudflare.version_constraint`, '5.15.0'],
  ['another provider', `${PROVIDERS}.external`, { full_name: 'registry.terraform.io/hashicorp/external' }],
  ['a data source', `${ROOT}.resources.2`, { address: 'data.http.x', mode: 'data', type: 'http' }],
  ['an action', `${ROOT}.actions`, [{ address: 'action.a.b' }]],
  ['an invocation of an action', 'action_invocations', [{ address: 'action.a.b' }]],
  ['the source of a module', `${ROOT}.module_calls.m.source`, './n'],
  ['a resource in a module', `${ROOT}.module_calls.m.module.resources`, [{ address: 'null_resource.y' }]],
  ['the default of a variable', `${ROOT}.variables.v.default`, 2],
  ['the value of a variable', 'variables.v.value', 2],
  ['an output', `${ROOT}.outputs.o.expression.constant_value`, 2],
  ['the value of an output', 'output_changes.o.after', 2],
  ['a check that is gone', 'checks', []],
  ['what is imported', 'resource_changes.0.change.importing', { id: 'zones/a/b' }],
  ['a former address', 'resource_changes.0.previous_address', 'cloudflare_ruleset.old'],
  ['the provider of a resource', 'resource_changes.0.provider_name', 'registry.example.com/a/cloudflare'],
  ['the id of another type', 'resource_changes.3.change.before.id', 'c'],
  ['the version of another type', 'resource_changes.3.change.after.version', 3],
])('is different for %s', (_, path, value) => {
  expect(digestWith({ [path]: value })).not.toBe(digestWith({}));
});

test.each<[title: string, changes: Readonly<Record<string, unknown>>]>([
  [
    'the order of resources',
    { [`${ROOT}.resources`]: [...CONFIGURED.configuration.root_module.resources].reverse() },
  ],
  ['the order of providers', { [PROVIDERS]: reversed(CONFIGURED.configuration.provider_config) }],
  ['whether a check holds', { 'checks.0.status': 'fail' }],
  ['an output that stays', { 'output_changes.p': { actions: ['no-op'], before: 1, after: 1 } }],
])('of a configuration is equal whatever %s', (_, changes) => {
  expect(digestWith(changes)).toBe(digestWith({}));
});

describe('with the configuration of the plan file', () => {
  const STACK = {
    '//': { metadata: { stackName: 'x' } },
    resource: {
      cloudflare_ruleset: {
        a: { '//': { metadata: 1 }, lifecycle: { precondition: [{ condition: '${a}' }] } },
      },
    },
    locals: { a: 1, map: { '//': 'a key like any other' } },
    terraform: { backend: { local: { path: '/a/x.tfstate' } }, required_version: '>= 1.7' },
  };
  const withSources = (stack: object, others: Readonly<Record<string, string>> = {}) => {
    const sources = new Map([['m-/cdk.tf.json', JSON.stringify(stack)], ...Object.entries(others)]);
    return reviewPlan({ name: 'plan', content: planJson(PLAN), sources }, { nowMs: NOW_MS }).digest;
  };

  test.each<[title: string, stack: object]>([
    [
      'the metadata of CDKTF',
      {
        ...STACK,
        '//': 1,
        resource: { cloudflare_ruleset: { a: { ...STACK.resource.cloudflare_ruleset.a, '//': 2 } } },
      },
    ],
    [
      'the folder of a local state',
      { ...STACK, terraform: { ...STACK.terraform, backend: { local: { path: '/b' } } } },
    ],
    ['the order of keys', reversed(STACK) as object],
  ])('is equal whatever %s', (_, stack) => {
    expect(withSources(stack)).toBe(withSources(STACK));
  });

  test.each<[title: string, stack: object, others?: Readonly<Record<string, string>>]>([
    [
      'a precondition',
      {
        ...STACK,
        resource: { cloudflare_ruleset: { a: { lifecycle: { precondition: [{ condition: '${b}' }] } } } },
      },
    ],
    ['a local value', { ...STACK, locals: { ...STACK.locals, a: 2 } }],
    ['a key that only looks like a comment', { ...STACK, locals: { a: 1, map: { '//': 'b' } } }],
    ['an import', { ...STACK, import: [{ to: 'a', id: 'b' }] }],
    ['where the state is', { ...STACK, terraform: { ...STACK.terraform, backend: { s3: { bucket: 'b' } } } }],
    ['a file of a module', STACK, { 'm-m/main.tf': 'resource "terraform_data" "x" {}' }],
  ])('is different for %s', (_, stack, others = {}) => {
    expect(withSources(stack, others)).not.toBe(withSources(STACK));
  });
});

test.each(DIFFERENT)('is different for %s', (_, plan) => {
  expect(digest(plan)).not.toBe(digest(PLAN));
});

test('no two of these plans have one digest', () => {
  const digests = [PLAN, ...DIFFERENT.map(([, plan]) => plan)].map((plan) => digest(plan));
  expect(new Set(digests).size).toBe(digests.length);
});

test('a long integer is told from its neighbour, which a JavaScript number is not', () => {
  const written = (integer: string) => {
    const rules = [{ ...WP, action_parameters: { response: { status_code: 'N' } } }];
    const text = JSON.stringify(planJson(withCustom([WP], rules))).replaceAll('"N"', integer);
    return digest(readJson(text) as object);
  };
  expect(written('9007199254740993')).not.toBe(written('9007199254740992'));
  expect(written('9007199254740993')).toBe(written('9007199254740993'));
});
