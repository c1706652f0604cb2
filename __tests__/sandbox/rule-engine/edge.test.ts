import { spawn } from 'node:child_process';
import { isRunning } from '../../../lib/cli/process/process-tree';
import { MANAGED_PHASE } from '../../../lib/cloudflare';
import { managedRuleset } from '../../../lib/sandbox/cloudflare-api';
import { type RuleEngine, startRuleEngine } from '../../../lib/sandbox/rule-engine';
import { ManagedRuleset } from '../../../lib/managed-rules';
import { describeWithCoreRuleSet } from '../../support/core-rule-set';
import { frames, start, type TestEdge } from '../edge/edge';

const OWASP = ManagedRuleset.OWASP_CORE.id;
const RULES = managedRuleset(OWASP)?.ruleset.rules ?? [];
const coreRuleId = (number: number): string =>
  RULES.find(({ description: title }) => typeof title === 'string' && title.startsWith(`${number}: `))?.id ??
  '';
const PATH = '/admin/tiktok-creator/export-mp4';
const INJECTION = JSON.stringify({ title: "1' or '1'='1' union select password from users" });

describeWithCoreRuleSet('the edge with the real core rule set', () => {
  let engine: RuleEngine;
  beforeAll(async () => {
    engine = await startRuleEngine(process.env);
  });
  afterAll(() => engine.close());

  /** The OWASP ruleset at paranoia level 1, after an exception if one is given. */
  const zone = (
    exception?: object,
    overrides: object = {},
    rules: readonly object[] = [],
  ): Promise<TestEdge> => {
    const categories = [2, 3, 4].map((level) => ({ category: `paranoia-level-${level}`, enabled: false }));
    const execute = {
      action: 'execute',
      expression: 'true',
      action_parameters: {
        id: OWASP,
        overrides: {
          categories,
          rules: [{ id: coreRuleId(949110), score_threshold: 5, ...overrides }, ...rules],
        },
      },
    };
    const skip = {
      action: 'skip',
      expression: 'true',
      action_parameters: exception,
      logging: { enabled: false },
    };
    const list = exception === undefined ? [execute] : [skip, execute];
    return start([{ phase: MANAGED_PHASE, rules: list as never }], 'enterprise', {}, engine);
  };
  const statuses = async (edge: TestEdge): Promise<readonly number[]> => [
    (await edge.send({ body: frames(2) })).status,
    (await edge.send({ body: INJECTION })).status,
    (await edge.send({ body: '{"title":"clip"}' })).status,
  ];
  const skipping = (...numbers: readonly number[]) => ({ rules: { [OWASP]: numbers.map(coreRuleId) } });

  test.each([
    ['without an exception', undefined, [403, 403, 200]],
    ['without the two rules of the images', skipping(941130, 941170), [200, 403, 200]],
    ['without one of them', skipping(941130), [403, 403, 200]],
    ['without the ruleset', { rulesets: [OWASP] }, [200, 200, 200]],
    ['without the rest of the phase', { ruleset: 'current' }, [200, 200, 200]],
    ['without 949110', skipping(949110), [200, 200, 200]],
  ])('decides about images, an injection and a clean request %s', async (_, exception, expected) => {
    expect(await statuses(await zone(exception))).toEqual(expected);
  });

  test.each([
    ['a threshold that the images do not reach', { score_threshold: 25 }, [], 200],
    ['a threshold that they just reach', { score_threshold: 20 }, [], 403],
    ['949110 that only logs', { action: 'log' }, [], 200],
    [
      'one rule off, below the threshold',
      { score_threshold: 15 },
      [{ id: coreRuleId(941130), enabled: false }],
      200,
    ],
    [
      'one rule that blocks by itself',
      { score_threshold: 60 },
      [{ id: coreRuleId(941130), action: 'block' }],
      403,
    ],
  ])('follows overrides: %s', async (_, overrides, rules, status) => {
    const edge = await zone(undefined, overrides, rules);
    expect((await edge.send({ body: frames(2) })).status).toBe(status);
  });

  test('leaves the events of Cloudflare, with the variable that matched', async () => {
    const edge = await zone();
    await edge.send({ body: frames(2), path: PATH });
    const events = edge.api.state.events.map(({ matchIndex, action, ruleId, description, metadata }) => ({
      matchIndex,
      action,
      ruleId,
      description,
      variable: metadata.find(({ key }) => key === 'sandbox_variable')?.value,
    }));
    expect(events).toEqual([
      {
        matchIndex: 2,
        action: 'log',
        ruleId: coreRuleId(941130),
        description: '941130: XSS Filter - Category 3: Attribute Vector',
        variable: 'ARGS:json.frames.array_0',
      },
      {
        matchIndex: 1,
        action: 'log',
        ruleId: coreRuleId(941170),
        description: '941170: NoScript XSS InjectionChecker: Attribute Injection',
        variable: 'ARGS:json.frames.array_0',
      },
      {
        matchIndex: 0,
        action: 'block',
        ruleId: coreRuleId(949110),
        description: '949110: Inbound Anomaly Score Exceeded',
        variable: undefined,
      },
    ]);
  });

  test('inspects the first 128 KB of a body, and refuses no longer one', async () => {
    const edge = await zone();
    const padding = 'a'.repeat(140_000);
    expect(
      (await edge.send({ body: JSON.stringify({ padding, ...(JSON.parse(frames(2)) as object) }) })).status,
    ).toBe(200);
    expect(
      (await edge.send({ body: JSON.stringify({ ...(JSON.parse(frames(2)) as object), padding }) })).status,
    ).toBe(403);
  });
});

describeWithCoreRuleSet('the process of the engine', () => {
  test('ends when its parent is killed', async () => {
    const script = `require('ts-node').register({ transpileOnly: true });
      require('./lib/sandbox/rule-engine').startRuleEngine(process.env)
        .then(({ pid }) => console.log(pid())); setInterval(() => {}, 1000);`;
    // Without `env` it would get the variables that Jest was started with, and not the Python that these tests have found.
    const parent = spawn(process.execPath, ['-e', script], {
      env: process.env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve, reject) => {
      parent.stdout.once('data', (text) => {
        resolve(Number(text));
      });
      parent.once('exit', () => {
        reject(new Error('the parent has ended'));
      });
    });
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    for (let tries = 0; tries < 100 && isRunning(pid); tries += 1)
      await new Promise((next) => setTimeout(next, 50));
    expect(isRunning(pid)).toBe(false);
  });

  test('is replaced where it has ended, and fails what it was asked at that time', async () => {
    const engine = await startRuleEngine(process.env);
    const request = {
      ip: '192.0.2.1',
      method: 'GET',
      target: '/',
      version: '1.1',
      headers: [],
      body: Buffer.alloc(0),
    };
    const setup = { threshold: 40, off: [] };
    const asked = engine.inspect(request, setup);
    process.kill(engine.pid(), 'SIGKILL');
    await expect(asked).rejects.toThrow('the rule engine has ended');
    await expect(engine.inspect({ ...request, target: "/?q=1' or '1'='1" }, setup)).resolves.toContainEqual(
      expect.objectContaining({ number: 942100 }),
    );
    await engine.close();
  });

  test('takes bytes that are no text', async () => {
    const engine = await startRuleEngine(process.env);
    const body = Buffer.from('a=%ff%fe<script>alert(1)</script>\xff', 'latin1');
    const headers = [['Content-Type', 'application/x-www-form-urlencoded']] as const;
    const request = { ip: '192.0.2.1', method: 'POST', target: '/', version: '1.1', headers, body };
    const found = await engine.inspect(request, { threshold: 5, off: [] });
    expect(found.map(({ number }) => number)).toContain(941110);
    await engine.close();
  });
});

test.each([
  [
    'the engine',
    { WAF_PYTHON: '/nowhere/python3', WAF_CRS_RULES: '/tmp' },
    '`/nowhere/python3` cannot be run',
  ],
  ['the rules', { WAF_CRS_RULES: '/nowhere' }, 'there is no folder `/nowhere` with the OWASP Core Rule Set'],
])('what is missing is named: %s', async (_, environment, message) => {
  await expect(startRuleEngine(environment)).rejects.toMatchObject({
    message: expect.stringContaining(message) as string,
    help: expect.stringContaining('apt-get install modsecurity-crs') as string,
  });
});
