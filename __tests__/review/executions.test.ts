import {
  metConditions,
  readAllowed,
  renderJson,
  renderMarkdown,
  renderTerminal,
  reviewPlan,
  synthesisedExecutions,
} from '../../lib/review';
import { refusalOf } from '../support/refusal';
import { planJson } from './support/plan';

const CLOUDFLARE = { full_name: 'registry.terraform.io/cloudflare/cloudflare' };
const PROVISIONER = { type: 'local-exec', expressions: { command: { constant_value: 'curl `id`' } } };

const planned = (configuration: object, rest: object = {}) =>
  reviewPlan({
    name: 'p',
    content: { ...planJson({}), configuration: { root_module: {}, ...configuration }, ...rest },
  });

/** A plan, the same as Terraform's JSON of the stack, and what both make Terraform run. */
const CASES: readonly (readonly [
  title: string,
  configuration: object,
  stack: object,
  expected: readonly string[],
])[] = [
  [
    'a provisioner',
    {
      root_module: {
        resources: [{ address: 'terraform_data.x', type: 'terraform_data', provisioners: [PROVISIONER] }],
      },
    },
    { resource: { terraform_data: { x: [{ provisioner: [{ 'local-exec': { command: 'curl `id`' } }] }] } } },
    ['terraform_data.x provisioner local-exec curl `id`'],
  ],
  [
    'a provisioner of our own resource',
    {
      provider_config: { cloudflare: CLOUDFLARE },
      root_module: {
        resources: [
          {
            address: 'cloudflare_ruleset.x',
            type: 'cloudflare_ruleset',
            provider_config_key: 'cloudflare',
            provisioners: [PROVISIONER],
          },
        ],
      },
    },
    {
      terraform: { required_providers: { cloudflare: { source: 'cloudflare/cloudflare' } } },
      resource: [{ cloudflare_ruleset: { x: { provisioner: { 'local-exec': { command: 'curl `id`' } } } } }],
    },
    ['cloudflare_ruleset.x provisioner local-exec curl `id`'],
  ],
  [
    'a data source that runs a program',
    {
      provider_config: { external: { full_name: 'registry.terraform.io/hashicorp/external' } },
      root_module: {
        resources: [
          { address: 'data.external.x', mode: 'data', type: 'external', provider_config_key: 'external' },
        ],
      },
    },
    { data: { external: { x: { program: ['id'] } } } },
    ['data.external.x provider registry.terraform.io/hashicorp/external'],
  ],
  [
    'a provider that only its functions use',
    { provider_config: { f: { full_name: 'registry.example.com/a/f' } } },
    { terraform: [{ required_providers: [{ f: { source: 'registry.example.com/a/f' } }] }] },
    ['registry.example.com/a/f provider registry.example.com/a/f'],
  ],
  [
    'a provider that calls itself Cloudflare',
    {
      provider_config: { cloudflare: { full_name: 'registry.example.com/cloudflare/cloudflare' } },
      root_module: {
        resources: [
          { address: 'cloudflare_zone.x', type: 'cloudflare_zone', provider_config_key: 'cloudflare' },
        ],
      },
    },
    {
      terraform: {
        required_providers: { cloudflare: { source: 'registry.example.com/cloudflare/cloudflare' } },
      },
      resource: { cloudflare_zone: { x: {} } },
    },
    ['cloudflare_zone.x provider registry.example.com/cloudflare/cloudflare'],
  ],
  [
    'another address of the API',
    {
      provider_config: {
        'cloudflare.b': { ...CLOUDFLARE, expressions: { base_url: { constant_value: 'https://a.example' } } },
      },
    },
    {
      terraform: { required_providers: { cloudflare: { source: 'cloudflare/cloudflare' } } },
      provider: { cloudflare: [{}, { alias: 'b', base_url: 'https://a.example' }] },
    },
    ['provider.cloudflare.b endpoint https://a.example'],
  ],
  [
    'an action',
    { root_module: { actions: [{ address: 'action.local_command.x' }] } },
    { action: { local_command: { x: { config: {} } } } },
    ['action.local_command.x action '],
  ],
  [
    'nothing',
    {},
    {
      '//': {},
      resource: { terraform_data: { x: { input: 1 } } },
      data: { terraform_remote_state: { s: {} } },
    },
    [],
  ],
];

const told = (executions: readonly { address: string; kind: string; detail: string }[]) =>
  executions.map(({ address, kind, detail }) => `${address} ${kind} ${detail}`);

describe.each(CASES)('%s', (_, configuration, stack, expected) => {
  test('is found in a plan', () => {
    expect(told(planned(configuration).executions)).toEqual(expected);
  });

  test('is found in a stack that was synthesised', () => {
    const files = new Map([['cdk.tf.json', JSON.stringify(stack)]]);
    expect(told(synthesisedExecutions(files))).toEqual(expected);
  });
});

test('a module is read in a plan, and is unknown code in a stack', () => {
  const module = {
    resources: [{ address: 'terraform_data.x', type: 'terraform_data', provisioners: [PROVISIONER] }],
  };
  expect(
    told(planned({ root_module: { module_calls: { m: { source: './m', module } } } }).executions),
  ).toEqual(['module.m.terraform_data.x provisioner local-exec curl `id`']);
  const files = new Map([
    ['cdk.tf.json', JSON.stringify({ module: { m: { source: 'git::https://a.example' } } })],
  ]);
  expect(told(synthesisedExecutions(files))).toEqual(['module.m module git::https://a.example']);
});

test('a file in another language is not looked into', () => {
  expect(told(synthesisedExecutions(new Map([['a.tf', '']])))).toEqual(['a.tf file a.tf']);
});

test('what is invoked, and what goes through a provider that the configuration lacks, is found', () => {
  const changes = [
    {
      address: 'null_resource.x[0]',
      provider_name: 'registry.terraform.io/hashicorp/null',
      change: { actions: ['delete'] },
    },
  ];
  const rest = { resource_changes: changes, action_invocations: [{ address: 'action.a.b["k"]' }] };
  const review = planned({}, rest);
  expect(told(review.executions)).toEqual([
    'action.a.b action ',
    'null_resource.x provider registry.terraform.io/hashicorp/null',
  ]);
  expect(review.isEmpty).toBe(false);
});

test('what the JSON leaves out is found in the configuration of the plan file', () => {
  const stack = { resource: { terraform_data: { x: { provisioner: { file: { source: 'a' } } } } } };
  const sources = new Map([['m-/cdk.tf.json', JSON.stringify(stack)]]);
  const review = reviewPlan({ name: 'p', content: planJson({}), sources });
  expect(told(review.executions)).toEqual(['terraform_data.x provisioner file a']);
});

describe('a policy', () => {
  const review = planned({
    provider_config: { external: { full_name: 'registry.terraform.io/hashicorp/external' } },
    root_module: {
      resources: [{ address: 'data.external.x', type: 'external', provider_config_key: 'external' }],
    },
  });

  test.each<[allowed: readonly string[], met: readonly string[]]>([
    [[], ['executes']],
    [['data.external.y'], ['executes']],
    [['data.external.x'], []],
    [['registry.terraform.io/hashicorp/external'], []],
  ])('that allows %j', (allowed, met) => {
    expect(metConditions(review, ['executes'], allowed)).toEqual(met);
  });

  test.each(['data.external.x', 'registry.terraform.io/hashicorp/external', 'provider.cloudflare', 'delete'])(
    'may allow %s',
    (word) => {
      expect(readAllowed('--allow', word)).toBe(word);
    },
  );

  test('names what may run, never all of it', () => {
    expect(refusalOf(() => readAllowed('--allow', 'executes'))).toMatchObject({
      code: 'review/condition',
      help: 'name each address or provider that the review lists, such as terraform_data.x',
    });
    expect(refusalOf(() => readAllowed('--allow', 'executed'))).toMatchObject({
      help: 'did you mean `executes`?',
    });
  });

  test('is told what runs, in every format, whatever the command holds', () => {
    const configuration = {
      root_module: {
        resources: [{ address: 'terraform_data.x', type: 'terraform_data', provisioners: [PROVISIONER] }],
      },
    };
    const risky = planned(configuration);
    expect(renderMarkdown(risky)).toContain(
      '- `terraform_data.x` runs a provisioner: `` local-exec curl `id` ``',
    );
    expect(renderTerminal(risky)).toContain('terraform_data.x runs a provisioner: local-exec curl `id`');
    expect(JSON.parse(renderJson(risky))).toMatchObject({
      executions: [
        { address: 'terraform_data.x', kind: 'provisioner', provider: null, detail: 'local-exec curl `id`' },
      ],
    });
  });
});
