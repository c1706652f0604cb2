import { traceCommand } from '../../lib/cli/commands/trace';
import { startCloudflareApi } from '../../lib/sandbox/cloudflare-api';
import { folderWith, run, synthesised } from './stack-folder';

const REQUEST = 'POST https://app.example.com/export';
const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';
const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
const TOKEN = 'a-token-that-is-not-shown';
const closers: (() => Promise<void>)[] = [];

beforeEach(() => {
  delete process.env['CDKTF_OUTPUT'];
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  for (const name of ['CDKTF_OUTPUT', 'CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_BASE_URL'])
    Reflect.deleteProperty(process.env, name);
});

const trace = (...words: readonly string[]) => run(traceCommand(), ...words, '--request', REQUEST);
const exceptionOf = (phase: string, action_parameters: object, expression: string) => ({
  phase,
  sentence: '',
  rule: {
    ref: 'wafx__shop__export',
    action: 'skip',
    action_parameters,
    description: '',
    enabled: true,
    expression,
  },
});
const zoneOf = (name: string, ...exceptions: readonly object[]) => ({
  zone: { name },
  ownPrefixes: [],
  foreignRules: 'keep',
  limits: { free: 5, pro: 20, business: 100, enterprise: 1000, other: null },
  exceptions,
});
const SKIP = exceptionOf(
  CUSTOM,
  { phases: [MANAGED] },
  'http.host eq "app.example.com" and ip.src in {203.0.113.0/24}',
);

/** Synthesised stacks in the folder that the command reads. */
function stacks(content: Readonly<Record<string, object>>): void {
  process.env['CDKTF_OUTPUT'] = folderWith(
    Object.fromEntries(Object.entries(content).map(([name, stack]) => [`stacks/${name}/cdk.tf.json`, stack])),
  );
}

const RULESETS = [
  {
    id: 'a'.repeat(32),
    kind: 'zone',
    phase: CUSTOM,
    rules: [
      {
        id: 'b'.repeat(32),
        action: 'block',
        description: 'old browsers',
        expression: 'http.user_agent contains "MSIE"',
      },
      { action: 'block', description: 'Tor \u001b[2J', expression: 'ip.src.country eq "T1"' },
      {
        action: 'skip',
        description: 'rest',
        enabled: false,
        expression: 'true',
        action_parameters: { ruleset: 'current' },
      },
    ],
  },
  {
    kind: 'zone',
    phase: MANAGED,
    rules: [
      {
        action: 'skip',
        ref: 'wafx__shop__export',
        expression: 'http.host eq "app.example.com"',
        action_parameters: { rules: { [OWASP]: ['6179ae15870a4bb7b2d480d4843b323c'] } },
      },
      { action: 'execute', description: 'OWASP', expression: 'true', action_parameters: { id: OWASP } },
    ],
  },
];

test('tells each rule in its order, and what is skipped', async () => {
  const folder = folderWith({ 'rulesets.json': RULESETS });
  const { stdout, exitCode } = await trace(`${folder}/rulesets.json`);
  expect(stdout.split('\n')).toEqual([
    `rules of ${folder}/rulesets.json (without those of the account)`,
    '  http_request_firewall_custom',
    '    1 does not match block old browsers',
    '    2 unknown        block Tor \\u{1b}[2J: needs ip.src.country; would end the request',
    '    3 disabled       skip rest',
    '  http_request_firewall_managed',
    '    1 matches        skip wafx__shop__export: unless Tor \\u{1b}[2J ends the request; skips rule 949110: Inbound Anomaly Score Exceeded',
    '    2 matches        execute OWASP: unless Tor \\u{1b}[2J ends the request; runs Cloudflare OWASP Core Ruleset; without rule 949110: Inbound Anomaly Score Exceeded, skipped by wafx__shop__export',
    '  protections',
    '    Cloudflare OWASP Core Ruleset: runs without 949110: Inbound Anomaly Score Exceeded, skipped by wafx__shop__export',
    '  result: skips rule 949110: Inbound Anomaly Score Exceeded of Cloudflare OWASP Core Ruleset, unless blocked by Tor \\u{1b}[2J (needs ip.src.country)',
    '',
  ]);
  expect(exitCode).toBeUndefined();
});

test('a block: what follows is not reached', async () => {
  const folder = folderWith({ 'rulesets.json': RULESETS });
  const { stdout } = await trace(`${folder}/rulesets.json`, '--header', 'User-Agent: MSIE 6');
  expect(stdout.split('\n').slice(1)).toEqual([
    '  http_request_firewall_custom',
    '    1 matches        block old browsers: ends the request',
    '    2 not reached    block Tor \\u{1b}[2J: old browsers ends the request',
    '    3 not reached    skip rest: old browsers ends the request',
    '  http_request_firewall_managed',
    '    1 not reached    skip wafx__shop__export: old browsers ends the request',
    '    2 not reached    execute OWASP: old browsers ends the request',
    '  protections',
    '    Cloudflare OWASP Core Ruleset: not reached, old browsers ends the request',
    '  result: blocked by old browsers',
    '',
  ]);
});

const INNER = {
  id: 'd'.repeat(32),
  kind: 'custom',
  name: 'inner',
  phase: CUSTOM,
  rules: [
    {
      action: 'skip',
      description: 'inner skip',
      expression: 'true',
      action_parameters: { phases: [MANAGED] },
    },
  ],
};
const OUTER = {
  kind: 'zone',
  phase: CUSTOM,
  rules: [
    { action: 'execute', description: 'outer', expression: 'true', action_parameters: { id: INNER.id } },
  ],
};

test.each<[string, readonly object[], string]>([
  ['are traced', [OUTER, INNER], 'skips all managed rules'],
  ['are unknown where they are not given', [OUTER], `unknown: needs the rules of ruleset ${INNER.id}`],
])('rules of custom rulesets %s', async (_title, rulesets, result) => {
  const { stdout } = await trace(`${folderWith({ 'x.json': rulesets })}/x.json`);
  expect(stdout).toContain(`  result: ${result}`);
});

describe('a stack', () => {
  test('is the only one by default, and tells its own exceptions', async () => {
    stacks({ shop: synthesised(zoneOf('example.com', SKIP)) });
    expect((await trace('--ip', '203.0.113.7')).stdout).toBe(
      [
        `example.com, rules of ${process.env['CDKTF_OUTPUT'] ?? ''}/stacks/shop/cdk.tf.json (only these are known)`,
        '  http_request_firewall_custom',
        '    1 matches        skip wafx__shop__export: skips http_request_firewall_managed',
        '  http_request_firewall_managed',
        '    no rules known',
        '  protections',
        '    all managed rules: skipped by wafx__shop__export',
        '  result: skips all managed rules',
        '',
      ].join('\n'),
    );
  });

  test('is told for the zone of the host alone', async () => {
    stacks({ shop: synthesised(zoneOf('example.net', SKIP), zoneOf('example.com', SKIP)) });
    const { stdout } = await trace('shop', '--ip', '192.0.2.1');
    expect(stdout).toContain('example.com');
    expect(stdout).not.toContain('example.net');
    expect(stdout).toContain('result: inspected');
  });
});

const planned = (...rules: readonly object[]) => ({
  kind: 'zone',
  phase: CUSTOM,
  zone_id: 'c'.repeat(32),
  rules,
});
const SKIP_RULE = {
  action: 'skip',
  ref: 'wafx__shop__export',
  expression: 'http.host eq "app.example.com"',
  action_parameters: { phases: [MANAGED] },
};
const PLAN = {
  planned_values: {
    root_module: {
      resources: [
        { address: 'cloudflare_ruleset.a', type: 'cloudflare_ruleset', values: planned(SKIP_RULE) },
      ],
    },
  },
  resource_changes: [
    { address: 'cloudflare_ruleset.a', type: 'cloudflare_ruleset', change: { before: planned() } },
    { address: 'cloudflare_ruleset.b', type: 'cloudflare_ruleset', change: { before: null } },
  ],
};

test.each<[string, readonly string[], string]>([
  ['after', [], 'skips all managed rules'],
  ['before', ['--before'], 'inspected'],
])('a plan tells the rules %s it', async (_title, flags, result) => {
  const { stdout } = await trace(`${folderWith({ 'plan.json': PLAN })}/plan.json`, ...flags);
  expect(stdout).toContain(`result: ${result}\n`);
  expect(stdout).toContain('c'.repeat(32));
});

const LISTED = { ...SKIP_RULE, expression: 'ip.src in $office' };
const list = (ip: string) => ({ name: 'office', kind: 'ip', items: [{ ip }] });
test.each([
  [{ errored: true }, 'the file is a plan that Terraform could not finish: rules may be missing'],
  [{ complete: false }, 'the file is a plan of a part of the stack only: rules may be missing'],
])('a plan with %j does not pass for a whole one', async (marks, note) => {
  const file = `${folderWith({ 'plan.json': { ...PLAN, ...marks } })}/plan.json`;
  for (const flags of [[], ['--before']]) {
    const { stdout } = await trace(file, ...flags);
    expect(stdout).toContain(`(only these are known)\n  note: ${note}\n`);
  }
});

const LISTED_PLAN = {
  planned_values: {
    root_module: {
      resources: [
        { address: 'cloudflare_ruleset.a', type: 'cloudflare_ruleset', values: planned(LISTED) },
        { address: 'cloudflare_list.office', type: 'cloudflare_list', values: list('203.0.113.0/24') },
      ],
    },
  },
  resource_changes: [
    { address: 'cloudflare_ruleset.a', type: 'cloudflare_ruleset', change: { before: planned(LISTED) } },
    { address: 'cloudflare_list.office', type: 'cloudflare_list', change: { before: list('192.0.2.1') } },
  ],
  prior_state: {
    values: {
      root_module: {
        resources: [
          {
            address: 'data.cloudflare_zones.a',
            type: 'cloudflare_zones',
            mode: 'data',
            values: { result: [{ id: 'c'.repeat(32), name: 'example.com' }] },
          },
        ],
      },
    },
  },
};

const BIG = 'x'.repeat(200_000);
const TAIL_RULE = { action: 'block', expression: 'http.request.body.raw contains "TAIL"', ref: 'tail' };

describe('what only the apply of a plan shows', () => {
  const address = 'cloudflare_ruleset.a';
  /** A plan of a ruleset with these rules, and Terraform's marks for them. */
  const planOf = (phase: string, rules: readonly object[] | undefined, marks: unknown): string => {
    const values = { kind: 'zone', phase, zone_id: 'a'.repeat(32), ...(rules && { rules }) };
    const resource = { address, type: 'cloudflare_ruleset', mode: 'managed' };
    const plan = {
      planned_values: { root_module: { resources: [{ ...resource, values }] } },
      resource_changes: [
        { ...resource, change: { actions: ['create'], after: values, after_unknown: { rules: marks } } },
      ],
    };
    return `${folderWith({ 'plan.json': plan })}/plan.json`;
  };
  const HOST = 'http.host eq "app.example.com"';
  const skip = { action: 'skip', ref: 'x', expression: HOST, action_parameters: {} };
  const block = { action: 'block', ref: 'x', expression: HOST };
  const run = { action: 'execute', ref: 'run', expression: 'true', action_parameters: { id: OWASP } };
  const OTHER = 'http.host eq "www.example.com"';
  const known = (path: string) => `${path} (known after the apply)`;

  test.each<[string, string, readonly object[] | undefined, unknown, string, string]>([
    [
      'the phases that a rule skips',
      CUSTOM,
      [skip],
      [{ action_parameters: { phases: true } }],
      `1 unknown        skip x: needs ${known('action_parameters.phases')}; would skip what is known only after the apply`,
      `unknown: needs ${known('action_parameters.phases')}`,
    ],
    [
      'the phases of one for other requests',
      CUSTOM,
      [{ ...skip, expression: OTHER }],
      [{ action_parameters: true }],
      '1 does not match skip x\n',
      'inspected',
    ],
    [
      'the expression',
      CUSTOM,
      [{ action: 'block', ref: 'x' }],
      [{ expression: true }],
      `1 unknown        block x: needs ${known('expression')}; would end the request`,
      `inspected, unless blocked by x (needs ${known('expression')})`,
    ],
    [
      'whether it is on',
      CUSTOM,
      [block],
      [{ enabled: true }],
      `1 unknown        block x: needs ${known('enabled')}; would end the request`,
      `inspected, unless blocked by x (needs ${known('enabled')})`,
    ],
    [
      'its action',
      CUSTOM,
      [{ ref: 'x', expression: HOST }],
      [{ action: true }],
      `1 unknown         x: needs ${known('action')}; would do what is known only after the apply`,
      `unknown: needs ${known('action')}, unless ended by x (needs ${known('action')})`,
    ],
    [
      'all rules',
      CUSTOM,
      undefined,
      true,
      '1 unknown         rules known only after the apply: needs action (known after the apply), ',
      'unknown: needs action (known after the apply)',
    ],
    [
      'the rulesets that an exception names',
      MANAGED,
      [skip, run],
      [{ action_parameters: { rulesets: true } }, {}],
      '2 matches        execute run: unless x skips it; would run Cloudflare OWASP Core Ruleset',
      `unknown: needs ${known('action_parameters.rulesets')}`,
    ],
    [
      'which ruleset runs',
      MANAGED,
      [{ ...run, action_parameters: {} }],
      [{ action_parameters: { id: true } }],
      `1 unknown        execute run: needs ${known('action_parameters.id')}; would run a managed ruleset`,
      `unknown: needs cf.zone.plan, ${known('action_parameters.id')}`,
    ],
    [
      'the action in the managed phase',
      MANAGED,
      [{ ref: 'x', expression: HOST }],
      [{ action: true }],
      `1 unknown         x: needs ${known('action')}; would do what is known only after the apply`,
      `unknown: needs ${known('action')}`,
    ],
    [
      'what decides nothing',
      CUSTOM,
      [block],
      [{ id: true, version: true }],
      '1 matches        block x',
      'blocked by x',
    ],
  ])('%s', async (_title, phase, rules, marks, step, result) => {
    const { stdout } = await trace(planOf(phase, rules, marks));
    expect(stdout).toContain(`    ${step}`);
    expect(stdout).toContain(`  result: ${result}`);
  });
});

describe('how much of a body the rules see', () => {
  const planWith = (legacy_id: string | undefined): string => {
    const zone = { id: 'c'.repeat(32), name: 'example.com', ...(legacy_id && { plan: { legacy_id } }) };
    const resource = { address: 'data.cloudflare_zones.a', type: 'cloudflare_zones', mode: 'data' };
    const ruleset = {
      address: 'cloudflare_ruleset.a',
      type: 'cloudflare_ruleset',
      mode: 'managed',
      values: { zone_id: zone.id, kind: 'zone', phase: CUSTOM, rules: [TAIL_RULE] },
    };
    const state = {
      values: { root_module: { resources: [{ ...resource, values: { result: [zone] } }, ruleset] } },
    };
    return `${folderWith({ 'state.json': state })}/state.json`;
  };
  const body = () => `@${folderWith({ body: `${BIG}TAIL` })}/body`;

  test.each<[string, string | undefined, readonly string[], string]>([
    ['Enterprise', 'enterprise', [], 'does not match block tail'],
    ['Free', 'free', [], 'matches        block tail'],
    [
      'a plan that nobody knows',
      undefined,
      [],
      'unknown        block tail: needs http.request.body.raw (how much',
    ],
    ["a partner's plan", 'partners_gold', [], 'unknown        block tail'],
    [
      '--zone-plan, before that of the file',
      'free',
      ['--zone-plan', 'enterprise'],
      'does not match block tail',
    ],
    ['--body-limit', 'enterprise', ['--body-limit', '1000000'], 'matches        block tail'],
  ])('follows from %s', async (_title, plan, words, step) => {
    const { stdout } = await trace(planWith(plan), '--body', body(), ...words);
    expect(stdout).toContain(`    1 ${step}`);
  });
});

describe('the contents of lists', () => {
  test.each<[string, readonly string[], string]>([
    ['after', ['--ip', '203.0.113.7'], 'skips all managed rules'],
    ['after', ['--ip', '192.0.2.1'], 'inspected'],
    ['before', ['--before', '--ip', '203.0.113.7'], 'inspected'],
    ['before', ['--before', '--ip', '192.0.2.1'], 'skips all managed rules'],
  ])('are those %s a plan: %j', async (_title, words, result) => {
    const { stdout } = await trace(`${folderWith({ 'plan.json': LISTED_PLAN })}/plan.json`, ...words);
    expect(stdout).toContain(`result: ${result}\n`);
    expect(stdout).toContain('example.com, rules of');
  });

  test('are those of a stack', async () => {
    const zone = zoneOf('example.com', exceptionOf(CUSTOM, { phases: [MANAGED] }, 'ip.src in $office'));
    stacks({
      shop: { ...synthesised(zone), resource: { cloudflare_list: { office: list('203.0.113.0/24') } } },
    });
    expect((await trace('--ip', '203.0.113.7')).stdout).toContain('result: skips all managed rules\n');
  });

  test('are those that --list gives, before those of the file', async () => {
    const file = `${folderWith({ 'plan.json': LISTED_PLAN })}/plan.json`;
    const { stdout } = await trace(
      file,
      '--ip',
      '203.0.113.7',
      '--list',
      'office=192.0.2.1, 198.51.100.0/24',
    );
    expect(stdout).toContain('result: inspected\n');
  });

  test('are refused where they are no contents', async () => {
    const resources = [
      { address: 'cloudflare_ruleset.a', type: 'cloudflare_ruleset', values: planned(LISTED) },
      { address: 'cloudflare_list.office', type: 'cloudflare_list', values: list('203.0.113.0/99') },
    ];
    const folder = folderWith({ 'state.json': { values: { root_module: { resources } } } });
    await expect(trace(`${folder}/state.json`)).rejects.toMatchObject({ code: 'trace/list' });
  });
});

test('fields that only Cloudflare knows are given', async () => {
  const file = `${folderWith({ 'rulesets.json': RULESETS })}/rulesets.json`;
  expect((await trace(file, '--field', 'ip.src.country=T1')).stdout).toContain('result: blocked by Tor');
  expect((await trace(file, '--field', 'ip.src.country="DE"')).stdout).not.toContain('Tor \\u{1b}[2J ends');
});

test('rules of a custom ruleset that may not be executed say so', async () => {
  const [execute] = OUTER.rules;
  const outer = { ...OUTER, rules: [{ ...execute, expression: 'ip.src.country eq "T1"' }] };
  const idle = { action: 'block', description: 'idle', expression: 'false' };
  const inner = { ...INNER, rules: [...INNER.rules, idle] };
  const file = `${folderWith({ 'x.json': [outer, inner] })}/x.json`;
  const { stdout } = await trace(file);
  expect(stdout.split('\n').slice(2, 5)).toEqual([
    `    1 unknown        execute outer: needs ip.src.country; would run managed ruleset ${INNER.id}`,
    '    2   matches        skip inner skip: if its ruleset runs, which needs ip.src.country; would skip http_request_firewall_managed',
    '    3   does not match block idle: if its ruleset runs, which needs ip.src.country',
  ]);
  const { stdout: json } = await trace(file, '--format', 'json');
  expect(JSON.parse(json)).toMatchObject([
    { phases: [{ rules: [{ insideNeeds: [] }, { insideNeeds: ['ip.src.country'] }, {}] }, {}] },
  ]);
});

describe('the live rules', () => {
  const live = async (rulesets?: readonly object[], plan = 'enterprise'): Promise<string> => {
    const account = { name: 'Example' };
    const zone = { name: 'example.com', account: 'Example', plan, rulesets } as never;
    const api = await startCloudflareApi({
      token: TOKEN,
      readOnlyToken: 'read-only',
      ...(rulesets && { seed: { accounts: [account], zones: [zone] } }),
    });
    closers.push(api.close.bind(api));
    Object.assign(process.env, { CLOUDFLARE_API_TOKEN: TOKEN, CLOUDFLARE_BASE_URL: api.baseUrl });
    return api.baseUrl.replace('/client/v4', '');
  };
  const backOffice = (ip: string) =>
    run(
      traceCommand(),
      '--live',
      'example.com',
      '--request',
      'GET https://backoffice.example.com/',
      '--ip',
      ip,
    );
  const BLOCK = 'block Back office from the office only';

  test.each([
    ['198.51.100.7', 'inspected'],
    ['192.0.2.1', 'blocked by Back office from the office only'],
  ])('with the contents of the lists that they name: %s', async (ip, result) => {
    await live();
    expect((await backOffice(ip)).stdout).toContain(`  result: ${result}\n`);
  });

  test('with lists that the token may not read', async () => {
    const origin = await live();
    await fetch(`${origin}/_sandbox/faults`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ operation: 'list-lists', times: 1, status: 403 }),
    });
    const { stdout } = await backOffice('192.0.2.1');
    expect(stdout).toMatch(
      /^ {2}note: the contents of \$office_egress are unknown: GET .* answered 403: .*; give the token of CLOUDFLARE_API_TOKEN the permission Account Filter Lists Read/m,
    );
    expect(stdout).toContain(`    5 unknown        ${BLOCK}: needs $office_egress; would end the request\n`);
  });

  test('with a list that is not there, and one of Cloudflare', async () => {
    const rules = [{ action: 'block', expression: 'ip.src in $gone or ip.src in $cf.anonymizer' }];
    await live([{ kind: 'zone', phase: CUSTOM, rules }]);
    const { stdout } = await trace('--live', 'example.com', '--ip', '192.0.2.1');
    expect(stdout).toContain(
      '  note: the contents of $gone are unknown: the account of the zone has no such list\n',
    );
    expect(stdout).toContain('needs $gone, $cf.anonymizer');
  });

  test.each([['example.com'], ['0123456789abcdef0123456789abcdef']])('of the zone %s', async (zone) => {
    await live();
    const { stdout } = await run(
      traceCommand(),
      '--live',
      zone,
      '--request',
      'POST https://pay.example.com/webhooks/psp',
    );
    expect(stdout).toContain(
      '    4 matches        skip wafx__payments__webhook: skips http_request_firewall_managed\n',
    );
    expect(stdout).toContain(
      '    2 skipped        execute Execute Cloudflare OWASP Core Ruleset: by wafx__payments__webhook\n',
    );
    expect(stdout).toContain('  result: skips all managed rules\n');
    expect(stdout).not.toContain(TOKEN);
  });

  test('with the custom rulesets that they execute', async () => {
    await live([OUTER, INNER, { ...INNER, id: 'e'.repeat(32), name: 'not executed' }]);
    const { stdout } = await trace('--live', 'example.com');
    expect(stdout).toContain('    2   matches        skip inner skip: skips http_request_firewall_managed\n');
  });

  test('with as much of a body as they see on the plan of the zone', async () => {
    const origin = await live([{ kind: 'zone', phase: CUSTOM, rules: [TAIL_RULE] }]);
    const words = ['--live', 'example.com', '--body', `@${folderWith({ body: `${BIG}TAIL` })}/body`];
    expect((await trace(...words)).stdout).toContain('    1 does not match block tail\n');
    await fetch(`${origin}/_sandbox/faults`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ operation: 'get-zone', times: 1, status: 403 }),
    });
    expect((await trace(...words)).stdout).toContain('    1 unknown        block tail');
  });

  test('of a zone without any', async () => {
    await live([]);
    expect((await trace('--live', 'example.com')).stdout).toContain('    no rules\n');
  });

  test('and what Cloudflare runs by itself, if the token may read the plan', async () => {
    const origin = await live([], 'free');
    expect((await trace('--live', 'example.com')).stdout).toContain(
      '    no rules\n  protections\n    Cloudflare Free Managed Ruleset (Cloudflare runs it by itself): inspects\n  result: inspected\n',
    );
    await fetch(`${origin}/_sandbox/faults`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ operation: 'get-zone', times: 1, status: 403 }),
    });
    expect((await trace('--live', 'example.com')).stdout).toContain(
      '  result: unknown: needs cf.zone.plan\n',
    );
  });

  test('of a zone that does not exist', async () => {
    await live();
    await expect(trace('--live', 'example.org')).rejects.toMatchObject({ code: 'cloudflare/zone' });
  });

  test('need a token', async () => {
    await expect(trace('--live', 'example.com')).rejects.toMatchObject({ code: 'cloudflare/token' });
  });
});

test('json has the same, and nothing that could steer a terminal', async () => {
  const { stdout } = await trace(
    `${folderWith({ 'rulesets.json': RULESETS })}/rulesets.json`,
    '--format',
    'json',
  );
  expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      zone: '',
      allRulesKnown: true,
      phases: [
        {
          phase: CUSTOM,
          rules: [
            { outcome: 'does not match' },
            { outcome: 'unknown', needs: ['ip.src.country'] },
            { outcome: 'disabled' },
          ],
        },
        { phase: MANAGED, rules: [{ outcome: 'matches' }, { outcome: 'matches' }] },
      ],
      ends: [{ action: 'block', rule: 'Tor \u001b[2J', needs: ['ip.src.country'] }],
      managed: [
        {
          rulesetId: OWASP,
          state: 'partly skipped',
          by: [{ rule: 'wafx__shop__export', needs: [] }],
          skippedRules: [{ title: '949110: Inbound Anomaly Score Exceeded' }],
        },
      ],
      others: [],
    },
  ]);
});

test.each<[string, Readonly<Record<string, unknown>>, readonly string[], string]>([
  ['no stack', {}, [], 'stack/not-synthesised'],
  ['two stacks', { 'stacks/a/cdk.tf.json': {}, 'stacks/b/cdk.tf.json': {} }, [], 'trace/stack'],
  ['an unknown stack', { 'stacks/a/cdk.tf.json': {} }, ['b'], 'stack/unknown'],
  ['a stack without exceptions', { 'stacks/a/cdk.tf.json': synthesised() }, [], 'trace/host'],
  [
    'a host of another zone',
    { 'stacks/a/cdk.tf.json': synthesised(zoneOf('example.net', SKIP)) },
    [],
    'trace/host',
  ],
  ['a file that is no JSON', { 'x.json': '{' }, ['FOLDER/x.json'], 'trace/file'],
  ['JSON of another kind', { 'x.json': {} }, ['FOLDER/x.json'], 'rulesets/document'],
  ['two lists of a phase', { 'x.json': [RULESETS[0], RULESETS[0]] }, ['FOLDER/x.json'], 'trace/lists'],
  [
    'rules of the account',
    { 'x.json': [{ ...RULESETS[0], kind: 'root' }] },
    ['FOLDER/x.json'],
    'trace/account',
  ],
  ['rules without a phase', { 'x.json': [{ expression: 'true' }] }, ['FOLDER/x.json'], 'trace/phase'],
  ['a file that is not there', {}, ['FOLDER/x'], 'trace/file'],
  ['a file that is not there, by its ending', {}, ['x.json'], 'trace/file'],
  ['--before of something else', { 'x.json': RULESETS }, ['FOLDER/x.json', '--before'], 'trace/before'],
  ['--before of a stack', { 'stacks/a/cdk.tf.json': {} }, ['--before'], 'trace/before'],
])('refuses %s', async (_title, files, words, code) => {
  const folder = folderWith(files);
  process.env['CDKTF_OUTPUT'] = folder;
  const given = words.map((word) => word.replace('FOLDER', folder));
  await expect(run(traceCommand(), '--request', REQUEST, ...given)).rejects.toMatchObject({ code });
});

test('rulesets of other phases stop no trace, and one of a phase that is not known is told', async () => {
  const custom = { kind: 'zone', phase: CUSTOM, rules: [{ ref: 'b', action: 'block', expression: 'ssl' }] };
  const others = ['ddos_l7', 'http_request_sbfm', 'http_brand_new'].map((phase) => ({ ...custom, phase }));
  const { stdout } = await trace(`${folderWith({ 'x.json': [...others, custom] })}/x.json`);
  expect(stdout).toContain('block');
  expect(stdout.match(/^.*not read.*$/gm)).toEqual([
    expect.stringContaining(
      'the rules of `zone http_brand_new` are not read: their phase is not known to this version',
    ),
  ]);
});

describe('rules that cannot be read', () => {
  const file = (rules: unknown) =>
    `${folderWith({ 'x.json': { kind: 'zone', phase: CUSTOM, rules } })}/x.json`;

  test('are told one by one, and make the result unknown', async () => {
    const { stdout } = await trace(file([{ action: 'block', expression: 5 }]));
    expect(stdout).toContain(
      `note: a rule of \`zone ${CUSTOM}\` is not read, at rules[0].expression: \`expression\` must be text, got: \`5\``,
    );
    expect(stdout).toContain('needs a readable rules[0].expression');
  });

  test('are refused where nobody can tell how many there are', async () => {
    await expect(trace(file({ 0: { action: 'block', expression: 'ssl' } }))).rejects.toMatchObject({
      code: 'trace/rules',
      help: 'write a list of rules, at rules',
    });
  });
});
