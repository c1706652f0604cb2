import { rulesCommand } from '../../lib/cli/commands/rules';
import { rulesText } from '../../lib/cli/report/rules-report';
import { deployedRulesets, readCatalogue } from '../../lib/deployed-rules';
import { type CloudflareApi, parseSeed, startCloudflareApi } from '../../lib/sandbox/cloudflare-api';
import { run } from './stack-folder';

const TOKEN = 'a-token-that-nobody-may-see';
const MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';

let api: CloudflareApi | undefined;

async function start(plan: string, rules: readonly object[]): Promise<void> {
  const rulesets = rules.length === 0 ? [] : [{ phase: 'http_request_firewall_managed', rules }];
  const seed = {
    accounts: [{ name: 'Example' }],
    zones: [{ name: 'example.com', account: 'Example', plan, rulesets }],
  };
  api = await startCloudflareApi({
    token: 'another-token',
    readOnlyToken: TOKEN,
    seed: parseSeed(JSON.stringify(seed), 'seed.json'),
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

const rules = async (...words: readonly string[]) => run(rulesCommand(), '--live', 'example.com', ...words);

const execute = (parameters: object) => ({
  action: 'execute',
  expression: 'true',
  action_parameters: parameters,
});

const OWASP_RULE = execute({
  id: OWASP,
  overrides: { rules: [{ id: '6179ae15870a4bb7b2d480d4843b323c', action: 'log', score_threshold: 60 }] },
});

test('without words: what the zone runs, in short', async () => {
  await start('pro', [
    execute({ id: MANAGED, overrides: { categories: [{ category: 'wordpress', enabled: false }] } }),
  ]);
  const { stdout } = await rules();
  expect(stdout).toContain(`Cloudflare Managed Ruleset (${MANAGED})`);
  expect(stdout).toMatch(/\d+ rules: \d+ on, \d+ off, 2 changed by overrides/);
  expect(stdout).not.toContain('ManagedRule.');
});

test('with words: the rules that have them all, and the TypeScript that names each', async () => {
  await start('pro', [execute({ id: MANAGED }), OWASP_RULE]);
  const { stdout } = await rules('941130', 'PARANOIA');
  expect(stdout).toContain('941130: XSS Filter - Category 3: Attribute Vector');
  expect(stdout).toContain(
    "ManagedRule.fromId(ManagedRuleset.OWASP_CORE, '04116d14d7524986ba314d11c8a41e11')",
  );
  expect(stdout).not.toContain('941170');
  expect(stdout).not.toContain('Cloudflare Managed Ruleset');
});

test('what an override makes of a rule', async () => {
  await start('pro', [OWASP_RULE]);
  const { stdout } = await rules('949110');
  expect(stdout).toContain('on: log, from a score of 60, overridden for the rule');
  expect(stdout).toContain('ManagedRule.OWASP_949110');
});

test('words that no rule has, and a zone that runs nothing', async () => {
  await start('pro', [OWASP_RULE]);
  expect((await rules('no-such-rule')).stdout).toBe(
    'No managed rule of example.com has `no-such-rule` in its title, its categories or its id.\n',
  );
  await api?.close();
  await start('pro', []);
  expect((await rules()).stdout).toBe('The rules of example.com execute no managed ruleset.\n');
});

test("Cloudflare's default ruleset of a Free zone", async () => {
  await start('free', []);
  expect((await rules('log4j')).stdout).toContain('deployed by Cloudflare by default, for every request');
});

test('JSON has every rule', async () => {
  await start('pro', [OWASP_RULE]);
  const { stdout } = await rules('--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({
    zone: 'example.com',
    rulesets: [
      {
        id: OWASP,
        running: true,
        byDefault: false,
        readable: true,
        rules: expect.arrayContaining([
          expect.objectContaining({ scoreThreshold: 60, action: 'log', overriddenBy: ['rule'] }),
        ]) as unknown,
      },
    ],
  });
});

test('texts of the API reach neither the terminal nor code as they are', () => {
  const id = "x'); process.exit(); ('";
  const hostile = { id: 'd'.repeat(32), description: '\u001b[2Jtitle', categories: ['\u001b[2Jtitle'] };
  const ruleset = readCatalogue({ id, name: '\u001b[2Jname', rules: [hostile] });
  const by = { action: 'execute', expression: '\u001b[2Jssl', parameters: { id } };
  const rulesets = deployedRulesets([by], new Map([[id, ruleset]]));
  const text = rulesText({ zone: '\u001b[2Jzone', words: ['title'], rulesets });
  expect(text).toContain('title');
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('ManagedRule.fromId');
});

test('no zone is a mistake', async () => {
  await expect(run(rulesCommand(), '941130')).rejects.toMatchObject({ code: 'rules/zone' });
});

test('a zone in the place of a word is named with its option', async () => {
  await expect(run(rulesCommand(), 'example.com')).rejects.toMatchObject({
    code: 'rules/zone',
    help: expect.stringMatching(
      /^for the live zone, write `waf rules --live example\.com`; otherwise, name one/,
    ) as string,
  });
});
