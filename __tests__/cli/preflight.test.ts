import { preflightCommand } from '../../lib/cli/commands/preflight';
import { type CloudflareApi, parseSeed, startCloudflareApi } from '../../lib/sandbox/cloudflare-api';
import { execute } from '../preflight/rule-shapes';
import { folderWith, run, synthesised } from './stack-folder';

const TOKEN = 'a-token-that-nobody-may-see';
const ZONE = {
  zone: { name: 'example.com' },
  ownPrefixes: ['wafx__dashboard__'],
  foreignRules: 'keep',
  exceptions: [],
};
let api: CloudflareApi | undefined;

async function start(seed?: object): Promise<void> {
  api = await startCloudflareApi({
    token: 'write-token',
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

test('ends well where everything is carried', async () => {
  await start();
  expect(await preflight(synthesised(ZONE))).toEqual({
    stdout:
      'http_request_firewall_custom of example.com: 5 foreign rules, all carried unchanged\n' +
      'http_request_firewall_managed of example.com: 2 foreign rules, all carried unchanged\n',
    exitCode: undefined,
  });
});

test('ends with 1 where something is not carried', async () => {
  await start(PINNED);
  const { stdout, exitCode } = await preflight(synthesised(ZONE));
  expect(exitCode).toBe(1);
  expect(stdout).toContain('would be lost: action_parameters.version = `"41"`');
  expect(stdout).not.toContain(TOKEN);
});

test('gives machines the same as JSON, with nothing that could steer a terminal', async () => {
  await start(PINNED);
  const { stdout, exitCode } = await preflight(synthesised(ZONE), '--format', 'json');
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
    help: 'set it to an API token with the permissions Zone WAF Read and Zone Read; a token that can deploy can do both',
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
