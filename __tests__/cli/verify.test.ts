import { verifyCommand } from '../../lib/cli/commands/verify';
import { type CloudflareApi, parseSeed, startCloudflareApi } from '../../lib/sandbox/cloudflare-api';
import { CUSTOM, declaring, execute, MANAGED, OWASP, RULE } from '../verify/zone';
import { folderWith, run, synthesised } from './stack-folder';

const TOKEN = 'a-token-that-nobody-may-see';
let api: CloudflareApi | undefined;

async function start(rules: readonly object[], custom: readonly object[] = []): Promise<void> {
  const rulesets = [
    { phase: MANAGED, rules },
    { phase: CUSTOM, rules: custom },
  ];
  const zone = { name: 'example.com', account: 'Example', plan: 'enterprise', rulesets };
  const seed = parseSeed(JSON.stringify({ accounts: [{ name: 'Example' }], zones: [zone] }), 'seed.json');
  api = await startCloudflareApi({ token: 'w', readOnlyToken: TOKEN, seed });
  process.env['CLOUDFLARE_BASE_URL'] = api.baseUrl;
  process.env['CLOUDFLARE_API_TOKEN'] = TOKEN;
}

afterEach(async () => {
  delete process.env['CLOUDFLARE_BASE_URL'];
  delete process.env['CLOUDFLARE_API_TOKEN'];
  await api?.close();
  api = undefined;
});

const verify = (content: object, ...words: readonly string[]) =>
  run(
    verifyCommand(),
    'dashboard-waf',
    '--output',
    folderWith({ 'stacks/dashboard-waf/cdk.tf.json': content }),
    ...words,
  );
const STACK = synthesised(declaring(MANAGED, [RULE]));
const LIVE = `example.com\n  verified: wafx__dashboard__export is live in ${MANAGED} as the code declares it, before what it skips.\n`;

const NO_EVENT =
  '  cannot tell: there is no Security Event of wafx__dashboard__export yet: it may not have matched a request, or the events are late.\n' +
  '    help: send a request that it covers, wait a minute, then verify again\n';

test('a deploy that is live as planned ends with 0, and writes nothing', async () => {
  await start([RULE, execute(OWASP)]);
  const { stdout, exitCode } = await verify(STACK);
  expect(stdout).toBe(
    `${LIVE}${NO_EVENT}As far as could be checked, the deploy did what it should: 1 check verified. 1 check cannot tell yet.\n`,
  );
  expect(exitCode).toBeUndefined();
  expect((await verify(STACK, '--strict')).exitCode).toBe(2);
  const others = api?.requests.filter(({ method }) => method !== 'GET').map(({ path }) => path);
  expect(new Set(others)).toEqual(new Set(['/graphql']));
});

test('a click that changed the rule ends with 1, and is told in each format', async () => {
  await start([{ ...RULE, description: 'a `b` <b>\u202e' }, execute(OWASP)]);
  const told = await verify(STACK);
  expect(told).toEqual({
    stdout: [
      'example.com',
      '  failed: the `description` of wafx__dashboard__export differs from the code: it is a `b` <b>\\u{202e}, and the code says waf-exceptions: export.',
      '    help: find out who changed it, then deploy again',
      `${NO_EVENT}The deploy did not do what it should: 1 check failed, 0 checks verified. 1 check cannot tell yet.\n`,
    ].join('\n'),
    exitCode: 1,
  });
  const { stdout } = await verify(STACK, '--format', 'markdown');
  expect(stdout).toContain('- **failed**: The `description` of `wafx__dashboard__export` differs');
  expect(stdout).toContain(
    'it is ``a `b` <b>\\u{202e}``, and the code says `waf-exceptions: export`. Find out who',
  );
  const json = await verify(STACK, '--format', 'json');
  expect(json.exitCode).toBe(1);
  expect(JSON.parse(json.stdout)).toEqual({
    stack: 'dashboard-waf',
    outcome: 'failed',
    checks: [
      {
        about: 'live-rules',
        outcome: 'failed',
        zone: 'example.com',
        ref: 'wafx__dashboard__export',
        sentence: expect.stringContaining('the `description` of') as string,
        help: 'find out who changed it, then deploy again',
      },
      expect.objectContaining({ about: 'events', outcome: 'cannot-tell' }),
    ],
  });
});

test('a stack that lets go has nothing to verify', async () => {
  await start([]);
  const released = { removed: [{ from: 'cloudflare_ruleset.x' }] };
  expect(await verify(released)).toEqual({
    stdout: 'The stack lets go of its zones, so there is nothing to verify.\n',
    exitCode: undefined,
  });
});

test('what cannot be asked is an error with its cure', async () => {
  await start([]);
  process.env['CLOUDFLARE_API_TOKEN'] = 'wrong-token';
  await expect(verify(STACK)).rejects.toMatchObject({ code: 'cloudflare/not-authorized' });
  delete process.env['CLOUDFLARE_API_TOKEN'];
  await expect(verify(STACK)).rejects.toMatchObject({ code: 'cloudflare/token' });
});
