import { preflightCommand } from '../../lib/cli/commands/preflight';
import { type CloudflareApi, parseSeed, startCloudflareApi } from '../../lib/sandbox/cloudflare-api';
import { execute } from '../preflight/rule-shapes';
import { folderWith, run, synthesised } from './stack-folder';
import { docsPage } from '../../lib/errors';

const TOKEN = 'a-token-that-nobody-may-see';
const WRITE_TOKEN = 'another-token-that-nobody-may-see';
const ZONE = {
  zone: { name: 'example.com' },
  ownPrefixes: ['wafx__dashboard__'],
  foreignRules: 'keep',
  limits: { free: 5, pro: 20, business: 100, enterprise: 1000, other: null },
  exceptions: [],
};
const OURS = {
  ref: 'wafx__dashboard__export',
  action: 'skip',
  action_parameters: { phases: ['http_request_firewall_managed'] },
  description: 'ours',
  enabled: true,
  expression: 'ssl',
  logging: { enabled: true },
};
const withRule = (rule: typeof OURS) => ({
  ...ZONE,
  exceptions: [{ phase: 'http_request_firewall_custom', sentence: 'x', rule }],
});
/** With it a deploy writes the managed rules. */
const WRITING = {
  ...ZONE,
  exceptions: [
    {
      phase: 'http_request_firewall_managed',
      sentence: 'x',
      rule: { ...OURS, action_parameters: { rulesets: ['efb7b8c949ac4650a09736fc376e9aee'] } },
    },
  ],
};
let api: CloudflareApi | undefined;

async function start(seed?: object): Promise<void> {
  api = await startCloudflareApi({
    token: WRITE_TOKEN,
    readOnlyToken: TOKEN,
    ...(seed === undefined ? {} : { seed: parseSeed(JSON.stringify(seed), 'seed.json') }),
  });
  process.env['CLOUDFLARE_BASE_URL'] = api.baseUrl;
  process.env['CLOUDFLARE_API_TOKEN'] = TOKEN;
}

afterEach(async () => {
  delete process.env['CLOUDFLARE_BASE_URL'];
  delete process.env['CLOUDFLARE_API_TOKEN'];
  await api?.close();
  api = undefined;
});

const PINNED = {
  accounts: [{ name: 'Example' }],
  zones: [
    {
      name: 'example.com',
      account: 'Example',
      plan: 'business',
      rulesets: [
        {
          phase: 'http_request_firewall_managed',
          rules: [{ ...execute({ version: '41' }), description: 'pinned \u202e' }],
        },
      ],
    },
  ],
};

const preflight = (content: object, ...words: readonly string[]) =>
  run(
    preflightCommand(),
    'dashboard-waf',
    '--output',
    folderWith({ 'stacks/dashboard-waf/cdk.tf.json': content }),
    ...words,
  );

const CARRIED_CUSTOM =
  'http_request_firewall_custom of example.com: 5 foreign rules, all carried unchanged\n';
const JUDGED = `warning: judged by the Cloudflare provider 5.14.0, and the stack pins no version: another version may know more keys, and refuse other values (${docsPage('newer-provider.md')})\n`;
const CARRIED_MANAGED =
  'http_request_firewall_managed of example.com: 2 foreign rules, all carried unchanged\n' +
  '  nothing would be written\n';
const WARNED =
  '  warning: Cloudflare was not asked whether it would take this list of 6 rules: the token may only read\n' +
  '    help: a token with Zone WAF Edit can ask; nothing is written\n';

test.each([
  ['a read token, with a warning', TOKEN, [], WARNED, undefined],
  ['a write token', WRITE_TOKEN, [], '  Cloudflare would take this list of 6 rules\n', undefined],
  [
    'a write token that is required',
    WRITE_TOKEN,
    ['--ask', 'required'],
    '  Cloudflare would take this list of 6 rules\n',
    undefined,
  ],
  ['a read token, with 2 where the answer is required', TOKEN, ['--ask', 'required'], WARNED, 2],
])('where everything is carried, it ends well with %s', async (_name, token, words, asked, exitCode) => {
  await start();
  process.env['CLOUDFLARE_API_TOKEN'] = token;
  expect(await preflight(synthesised(withRule(OURS)), ...words)).toEqual({
    stdout: CARRIED_CUSTOM + asked + CARRIED_MANAGED + JUDGED,
    exitCode,
  });
});

test('asks nobody if told so', async () => {
  await start();
  process.env['CLOUDFLARE_API_TOKEN'] = WRITE_TOKEN;
  const { stdout } = await preflight(synthesised(withRule(OURS)), '--ask', 'never');
  expect(stdout).toBe(CARRIED_CUSTOM + CARRIED_MANAGED.replace('  nothing would be written\n', '') + JUDGED);
  expect(new Set(api?.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
});

test('ends with 1 where Cloudflare would refuse the rules', async () => {
  await start();
  process.env['CLOUDFLARE_API_TOKEN'] = WRITE_TOKEN;
  const broken = synthesised(withRule({ ...OURS, expression: 'ip.src in $nowhere' }));
  const { stdout, exitCode } = await preflight(broken);
  expect(exitCode).toBe(1);
  expect(stdout).toContain(
    '  Cloudflare would refuse this list of 6 rules\n    rule `wafx__dashboard__export`',
  );
  const asJson = await preflight(broken, '--format', 'json');
  expect(JSON.parse(asJson.stdout)).toMatchObject({ carried: true, accepted: false });
});

test('knows the lists that the same stack makes', async () => {
  await start();
  process.env['CLOUDFLARE_API_TOKEN'] = WRITE_TOKEN;
  const { stdout, exitCode } = await preflight({
    ...synthesised(withRule({ ...OURS, expression: 'ip.src in $new_office' })),
    resource: { cloudflare_list: { waf_list_new_office: { kind: 'ip', name: 'new_office' } } },
  });
  expect(exitCode).toBeUndefined();
  expect(stdout).toContain(
    'asked with an address in the place of `$new_office`, which this deploy makes first',
  );
});

test('ends with 1 where something is not carried', async () => {
  await start(PINNED);
  const { stdout, exitCode } = await preflight(synthesised(WRITING));
  expect(exitCode).toBe(1);
  expect(stdout).toContain('would be lost: action_parameters.version = `"41"`');
  expect(stdout).not.toContain(TOKEN);
});

test('gives machines the same as JSON, with nothing that could steer a terminal', async () => {
  await start(PINNED);
  const { stdout, exitCode } = await preflight(synthesised(WRITING), '--format', 'json');
  expect(exitCode).toBe(1);
  expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  expect(JSON.parse(stdout)).toMatchObject({
    stack: 'dashboard-waf',
    carried: false,
    entryPoints: [
      { findings: [] },
      {
        findings: [
          { effect: 'lost', path: 'action_parameters.version', rule: { description: 'pinned \u202e' } },
        ],
      },
    ],
  });
});

test('needs a token', async () => {
  await start();
  delete process.env['CLOUDFLARE_API_TOKEN'];
  await expect(preflight(synthesised(ZONE))).rejects.toMatchObject({
    code: 'cloudflare/token',
    help: 'set it to an API token with the permissions Zone WAF Read and Zone Read, and Analytics Read for Security Events',
  });
});

test('a wrong token is not repeated', async () => {
  await start();
  process.env['CLOUDFLARE_API_TOKEN'] = 'wrong-token';
  const failure = preflight(synthesised(ZONE));
  await expect(failure).rejects.toMatchObject({ code: 'cloudflare/not-authorized' });
  await expect(failure).rejects.not.toThrow('wrong-token');
});

test('a stack that only lets go needs neither token nor API', async () => {
  const content = { removed: [{ from: 'cloudflare_ruleset.waf_example_com_custom' }] };
  expect((await preflight(content)).stdout).toBe(
    'The stack lets go of its zones: no rule would be written.\n',
  );
});

describe('a list that the account has already', () => {
  const LIST = {
    account_id: 'fedcba9876543210fedcba9876543210',
    kind: 'ip',
    name: 'office',
    description: 'Offices',
    items: [{ ip: '203.0.113.7' }],
  };
  const WITH_LIST = {
    resource: { cloudflare_list: { waf_list_office: LIST } },
    locals: { waf_list_office_adopt: '', waf_list_office_import: '${{}}' },
  };
  const seed = (rules: readonly object[] = []) => ({
    accounts: [{ id: LIST.account_id, name: 'Example' }],
    zones: [
      {
        name: 'example.com',
        account: 'Example',
        plan: 'business',
        rulesets: [{ phase: 'http_request_firewall_custom', rules }],
      },
    ],
    lists: [{ account: 'Example', name: 'office', kind: 'ip', items: [{ ip: '192.0.2.9' }] }],
  });

  test('ends with 1 where somebody else made it', async () => {
    await start(seed());
    const { stdout, exitCode } = await preflight({ ...synthesised(ZONE), ...WITH_LIST });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('list $office of account fedcba9876543210fedcba9876543210: would be refused\n');
    expect(stdout).toContain("adopt: '");
  });

  test('ends with 0 where a live exception of the stack names it', async () => {
    await start(seed([{ ...OURS, expression: '(ip.src in $office)' }]));
    const { stdout, exitCode } = await preflight({ ...synthesised(ZONE), ...WITH_LIST });
    expect(exitCode).toBeUndefined();
    expect(stdout).toContain("may be this stack's");
  });

  test('is looked for in a stack without a zone, too', async () => {
    await start(seed());
    const { stdout, exitCode } = await preflight(WITH_LIST);
    expect({ exitCode, lines: stdout.split('\n').length }).toEqual({ exitCode: 1, lines: 5 });
  });
});
