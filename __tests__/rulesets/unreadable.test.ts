import { readDocument } from '../../lib/rulesets';

const CUSTOM = 'http_request_firewall_custom';
const GOOD = { ref: 'a', action: 'block', expression: 'ssl' };
const OFF = { ...GOOD, enabled: 'false' };
const RULESET = { kind: 'zone', phase: CUSTOM, zone_id: 'z', name: 'default' };

/** What is wrong in a file, with its place. */
function problemsOf(content: unknown): readonly string[] {
  return readDocument('x.json', content).flatMap(({ list: { rules, problems = [] } }) =>
    [...problems, ...rules.flatMap((rule) => rule.problems ?? [])].map(
      ({ path, message }) => `${path}: ${message}`,
    ),
  );
}

const moduleOf = (values: object) => ({
  resources: [
    { address: 'data.x.y', type: 'x', mode: 'data', values: {} },
    { address: 'cloudflare_ruleset.edge', type: 'cloudflare_ruleset', mode: 'managed', values },
  ],
});
const rawState = (attributes: object) => ({
  version: 4,
  lineage: 'l',
  resources: [
    { mode: 'managed', type: 'x', name: 'y', instances: [] },
    {
      mode: 'managed',
      type: 'cloudflare_ruleset',
      name: 'edge',
      instances: [{ attributes: RULESET }, { attributes }],
    },
  ],
});
const pulumi = (outputs: object) => ({
  version: 3,
  deployment: {
    resources: [
      { type: 'pulumi:pulumi:Stack' },
      { type: 'cloudflare:index/ruleset:Ruleset', urn: 'x::edge', outputs },
    ],
  },
});
const stack = (resource: unknown) => ({ resource });

/** Each kind of file, with the path of its one ruleset in it. */
const KINDS: readonly (readonly [title: string, (ruleset: object) => unknown, path: string])[] = [
  ['a ruleset', (ruleset) => ruleset, ''],
  ['an answer of the API', (result) => ({ success: true, result }), 'result.'],
  ['a list of rulesets', (ruleset) => [RULESET, ruleset], '[1].'],
  ['rulesets under a key', (ruleset) => ({ rulesets: [RULESET, ruleset] }), 'rulesets[1].'],
  [
    'a plan',
    (values) => ({ planned_values: { root_module: moduleOf(values) } }),
    'planned_values.root_module.resources[1].values.',
  ],
  [
    'a state with modules',
    (values) => ({ values: { root_module: { child_modules: [{}, moduleOf(values)] } } }),
    'values.root_module.child_modules[1].resources[1].values.',
  ],
  ['a raw state', rawState, 'resources[1].instances[1].attributes.'],
  ['an export of Pulumi', pulumi, 'deployment.resources[1].outputs.'],
  ['a configuration', (edge) => stack({ cloudflare_ruleset: { edge } }), 'resource.cloudflare_ruleset.edge.'],
  [
    'a configuration of lists of blocks',
    (edge) => stack([{}, { cloudflare_ruleset: [{ other: [] }, { edge: [edge] }] }]),
    'resource[1].cloudflare_ruleset[1].edge[0].',
  ],
];

describe.each(KINDS)('in %s', (title, fileOf, path) => {
  test('rules that are no list are told, with their place', () => {
    expect(problemsOf(fileOf({ ...RULESET, rules: { 0: GOOD } }))).toEqual([
      `${path}rules: \`rules\` must be a list, got: an object`,
    ]);
  });

  test('so are rules that cannot be read, and values in them', () => {
    const rules = [GOOD, { action: 'skip', action_parameters: { phases: 'x' }, expression: ['ssl'] }];
    expect(problemsOf(fileOf({ ...RULESET, rules }))).toEqual(
      [
        `${path}rules[1].action_parameters.phases: \`action_parameters.phases\` must be a list, got: \`"x"\``,
        `${path}rules[1].expression: \`expression\` must be text, got: a list`,
      ].map((line) =>
        title.includes('Pulumi')
          ? line.replace('.action_parameters.phases:', '.actionParameters.phases:')
          : line,
      ),
    );
  });

  test('a text for true or false is a value where Terraform converts it, and wrong elsewhere', () => {
    const isConfiguration = title.startsWith('a configuration');
    const content = fileOf({ ...RULESET, rules: [OFF] });
    expect(problemsOf(content)).toEqual(
      isConfiguration ? [] : [`${path}rules[0].enabled: \`enabled\` must be true or false, got: \`"false"\``],
    );
    const rules = readDocument('x.json', content).flatMap(({ list }) => list.rules);
    expect(rules.map(({ enabled }) => enabled)).toEqual([isConfiguration ? false : undefined]);
  });

  test('what is right is read without a word', () => {
    expect(
      problemsOf(fileOf({ ...RULESET, rules: [{ ...GOOD, action_parameters: null, logging: null }] })),
    ).toEqual([]);
    expect(problemsOf(fileOf({ ...RULESET, rules: [] }))).toEqual([]);
  });
});

test.each<[string, unknown, readonly string[]]>([
  [
    'a list of rules',
    [GOOD, { action: 'block' }, 5],
    ['[1].expression: `expression` is missing', '[2]: a rule must be an object, got: `5`'],
  ],
  [
    'a list of rules of which none has an expression',
    [{ action: 'block' }],
    ['[0].expression: `expression` is missing'],
  ],
  ['a rule', { expression: 5, action: 'block' }, ['expression: `expression` must be text, got: `5`']],
  [
    'the rules of an answer',
    { result: [{ action: 'block' }] },
    ['result[0].expression: `expression` is missing'],
  ],
  [
    'a declaration of a stack',
    {
      '//': {
        'waf-exceptions': [
          { zone: { name: 'a.example' }, exceptions: [{ phase: CUSTOM, rule: { ...GOOD, expression: 1 } }] },
        ],
      },
    },
    ['["//"]["waf-exceptions"][0].exceptions[0].rule.expression: `expression` must be text, got: `1`'],
  ],
])('tells of %s', (_title, content, problems) => {
  expect(problemsOf(content)).toEqual(problems);
});

test.each<[string, unknown, string]>([
  [
    'the resources of a plan',
    { planned_values: { root_module: { resources: {} } } },
    'planned_values.root_module.resources` must be a list, got: an object',
  ],
  [
    'the modules of a state',
    { values: { root_module: { child_modules: [5] } } },
    'values.root_module.child_modules[0]` must be an object, got: `5`',
  ],
  [
    'the values of a resource',
    { values: { root_module: { resources: [{ type: 'cloudflare_ruleset', values: 'x' }] } } },
    'values.root_module.resources[0].values` must be an object, got: `"x"`',
  ],
  [
    'the changes of a plan',
    { planned_values: {}, resource_changes: 'x' },
    'resource_changes` must be a list, got: `"x"`',
  ],
  [
    'the instances of a raw state',
    { ...rawState({}), resources: [{ instances: { 0: {} } }] },
    'resources[0].instances` must be a list, got: an object',
  ],
  [
    'the attributes of a raw state',
    { ...rawState({}), resources: [{ instances: [{ attributes: 'x' }] }] },
    'resources[0].instances[0].attributes` must be an object, got: `"x"`',
  ],
  [
    'a resource of Pulumi',
    { deployment: { resources: [null] } },
    'deployment.resources[0]` must be an object, got: `null`',
  ],
  [
    'the outputs of Pulumi',
    pulumi([] as object),
    'deployment.resources[1].outputs` must be an object, got: a list',
  ],
  ['the resources of a configuration', stack('x'), 'resource` must hold blocks, got: `"x"`'],
  [
    'the rulesets of a configuration',
    stack({ cloudflare_ruleset: 5 }),
    'resource.cloudflare_ruleset` must hold blocks, got: `5`',
  ],
  [
    'a ruleset of a configuration',
    stack({ cloudflare_ruleset: { a: ['x'] } }),
    'resource.cloudflare_ruleset.a` must hold blocks, got: a list',
  ],
  [
    'the zones of a stack',
    { '//': { 'waf-exceptions': {} } },
    '["//"]["waf-exceptions"]` must be a list, got: an object',
  ],
  [
    'the exceptions of a zone',
    { '//': { 'waf-exceptions': [{ exceptions: 'x' }] } },
    '["//"]["waf-exceptions"][0].exceptions` must be a list, got: `"x"`',
  ],
  [
    'an exception without its rule',
    { '//': { 'waf-exceptions': [{ exceptions: [{ phase: CUSTOM }] }] } },
    '["//"]["waf-exceptions"][0].exceptions[0].rule` is missing',
  ],
])('tells of what is around the rules: %s', (_title, content, problem) => {
  expect(problemsOf(content).map((line) => line.replace(/^.*?: `/, '`'))).toContain(`\`${problem}`);
});

describe('what a later step shows', () => {
  const read = (content: unknown) =>
    readDocument('x.json', content).map(({ list }) => [
      list.isWhole,
      ...list.rules.map(({ path, unknown }) => [path, unknown]),
    ]);
  const ALL = ['action', 'action_parameters', 'enabled', 'expression', 'ratelimit'];

  test('in a plan, is told by its place and no problem', () => {
    const planned = (values: object) => ({ planned_values: { root_module: moduleOf(values) } });
    const path = 'planned_values.root_module.resources[1].values.rules';
    const values = { ...RULESET, rules: [GOOD, { action: 'skip', action_parameters: { phases: [null] } }] };
    expect(problemsOf(planned(values))).toEqual([]);
    expect(read(planned(values))).toEqual([
      [true, [`${path}[0]`, undefined], [`${path}[1]`, ['expression']]],
    ]);
    expect(read(planned(RULESET))).toEqual([[false, [path, ALL]]]);
    expect(read(planned({ ...RULESET, rules: null }))).toEqual([[true]]);
  });

  test('in a configuration, too', () => {
    const of = (ruleset: object) => stack({ cloudflare_ruleset: { edge: { ...RULESET, ...ruleset } } });
    const path = 'resource.cloudflare_ruleset.edge.rules';
    expect(read(of({ rules: '${local.rules}' }))).toEqual([[false, [path, ALL]]]);
    expect(read(of({ dynamic: { rules: {} } }))).toEqual([[false, [path, ALL]]]);
    expect(read(of({ rules: ['${local.rule}', { ...GOOD, expression: '${local.a}' }, GOOD] }))).toEqual([
      [false, [`${path}[0]`, ALL], [`${path}[1]`, ['expression']], [`${path}[2]`, undefined]],
    ]);
    const template = {
      ...GOOD,
      action: '${local.a}',
      enabled: '${local.b}',
      action_parameters: '${local.c}',
    };
    expect(problemsOf(of({ rules: [template] }))).toEqual([]);
    expect(read(of({ rules: [template] }))).toEqual([
      [true, [`${path}[0]`, ['action', 'enabled', 'action_parameters']]],
    ]);
  });
});

test('older providers write objects as lists of one, lists as text and what is not there as an empty list', () => {
  const id = '4814384a9e5d4991b9815dcfc25d2f1f';
  const rules = [
    {
      ...GOOD,
      action: 'skip',
      action_parameters: [{ rules: { [id]: `${id}, ${id}` }, overrides: [] }],
      logging: [{ enabled: true }],
      ratelimit: [],
    },
    { ...GOOD, action: 'execute', action_parameters: [{ id, overrides: [{ enabled: false, rules: [] }] }] },
  ];
  const state = { values: { root_module: moduleOf({ ...RULESET, rules }) } };
  expect(problemsOf(state)).toEqual([]);
  expect(readDocument('x.json', state)[0]?.list.rules).toMatchObject([
    { parameters: { rules: { [id]: [id, id] } }, logging: true },
    { parameters: { id, overrides: { enabled: false } } },
  ]);
});

test('a secret of Pulumi is no problem, nor is what Pulumi notes', () => {
  const secret = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', ciphertext: 'x' };
  const rules = [{ ...GOOD, description: secret, actionParameters: { __defaults: [], response: null } }];
  expect(problemsOf(pulumi({ ...RULESET, rules }))).toEqual([]);
});
