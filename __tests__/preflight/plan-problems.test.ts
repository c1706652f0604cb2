import type { ZoneDeclaration } from '../../lib/coexistence';
import { customRuleLimits, type DefinedException, Skip } from '../../lib/exceptions';
import { ManagedRuleset } from '../../lib/managed-rules';
import { cloudflareReader } from '../../lib/api-client';
import { preflight, reportText } from '../../lib/preflight';
import { type CloudflareApi, parseSeed, startCloudflareApi } from '../../lib/sandbox/cloudflare-api';
import { define } from '../support/exceptions';
import { execute } from './rule-shapes';

const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';
const FREE = '77454fe2d30c4220b5701f6fdfb893ba';
const OWASP = ManagedRuleset.OWASP_CORE;
const COUNT = 5;
const BLOCKS = Array.from({ length: COUNT }, (_, index) => ({
  action: 'block',
  expression: `(http.request.uri.path eq "/${index}")`,
}));
const ACCEPT = [{ finding: 'nothing-to-skip', reason: 'the account runs managed rules' }] as const;
const OFF = { enabled: false, rules: [{ id: '5de7edfa648c4d6891dc3e7f84534ffa', action: 'log' }] };
let api: CloudflareApi;

afterEach(() => api.close());

/** The problems of an exception in a zone with these rules, found with a token that may only read. */
async function problemsOf(
  { phase, rule, props }: DefinedException,
  rulesets: readonly object[],
  plan = 'pro',
  { limits = customRuleLimits(undefined, undefined), byId = false } = {},
): Promise<readonly string[]> {
  const seed = {
    accounts: [{ name: 'Example' }],
    zones: [{ name: 'example.com', account: 'Example', plan, rulesets }],
  };
  api = await startCloudflareApi({
    token: 'write-token',
    readOnlyToken: 'read-token',
    seed: parseSeed(JSON.stringify(seed), 'seed.json'),
  });
  const zone: ZoneDeclaration = {
    zone: byId ? { id: api.state.zones[0]?.id ?? '' } : { name: 'example.com', accountId: undefined },
    ownPrefixes: ['wafx__dashboard__'],
    foreignRules: 'keep',
    limits,
    exceptions: [{ phase, rule, sentence: '', ...(props.accept && { accept: props.accept }) }],
  };
  const reports = await preflight([zone], cloudflareReader({ token: 'read-token', baseUrl: api.baseUrl }));
  return reportText(reports)
    .split('\n')
    .filter((line) => line.startsWith('  problem: ') || line.startsWith('    help: '))
    .map((line) => line.trim());
}

describe('the quota of custom rules', () => {
  const problem = (count: number, limit: number, plan: string) =>
    `problem: the zone would have ${count} custom rules, and its quota is ${limit} (plan ${plan})`;

  test('is that of the plan which the zone has', async () => {
    const business = { limits: customRuleLimits('business', undefined) };
    const found = await problemsOf(define(), [{ phase: CUSTOM, rules: BLOCKS }], 'free', business);
    expect(found).toEqual([problem(6, 5, 'free'), 'help: remove a custom rule']);
  });

  test('is read for a zone that is named by its id, too', async () => {
    const found = await problemsOf(define(), [{ phase: CUSTOM, rules: BLOCKS }], 'free', { byId: true });
    expect(found[0]).toBe(problem(6, 5, 'free'));
  });

  test('names the skip rules of the dashboard whose place an exception can take', async () => {
    const skip = (ref: string) => ({
      ref,
      action: 'skip',
      action_parameters: { phases: [MANAGED] },
      expression: '(http.request.uri.path contains "/upload")',
      description: `${ref} \u001b[31m`,
    });
    const rules = [BLOCKS[0] ?? {}, ...['a', 'b', 'c', 'd'].map(skip)];
    const found = await problemsOf(define(), [{ phase: CUSTOM, rules }], 'free');
    expect(found).toEqual([
      problem(6, 5, 'free'),
      'help: remove a custom rule; skip rules of others: `a \\u{1b}[31m` (ref `a`), `b \\u{1b}[31m` (ref `b`), `c \\u{1b}[31m` (ref `c`), ...; to let an exception take the place of one, name its ref in `replaces`',
    ]);
  });

  test('is narrowed by code, and counts custom rulesets', async () => {
    const rulesets = [
      { phase: CUSTOM, kind: 'custom', name: 'shared', rules: BLOCKS },
      { phase: MANAGED, rules: [execute({})] },
    ];
    const narrowed = { limits: customRuleLimits(undefined, 5) };
    expect(await problemsOf(define(), rulesets, 'pro', narrowed)).toEqual([
      problem(6, 5, 'pro'),
      'help: remove a custom rule, or use Skip.managedRulesets, which needs no custom rule, for a ruleset that the zone runs (efb7b8c949ac4650a09736fc376e9aee)',
    ]);
  });

  test('does not hold what is no custom rule', async () => {
    const rulesets = [
      { phase: CUSTOM, rules: BLOCKS },
      { phase: MANAGED, rules: [execute({ id: FREE })] },
    ];
    const exception = define({ skip: Skip.managedRulesets(ManagedRuleset.FREE_MANAGED) });
    expect(await problemsOf(exception, rulesets, 'free')).toEqual([]);
  });
});

describe('an exception that would skip nothing', () => {
  const all = define();
  const owasp = define({ skip: Skip.managedRulesets(OWASP) });
  const noManaged = 'problem: wafx__dashboard__export would skip nothing: the zone runs no managed rules';
  const elsewhere =
    'problem: wafx__dashboard__export would skip nothing: the zone runs its managed rules for other requests only';
  const noOwasp = `problem: wafx__dashboard__export would skip nothing: no enabled execute rule of the zone runs the managed ruleset ${OWASP.id}`;
  const managed = (...rules: readonly object[]) => [{ phase: MANAGED, rules }];
  const rateLimit = {
    phase: 'http_ratelimit',
    rules: [
      {
        action: 'block',
        expression: 'true',
        ratelimit: {
          characteristics: ['ip.src', 'cf.colo.id'],
          period: 10,
          requests_per_period: 5,
          mitigation_timeout: 10,
        },
      },
    ],
  };

  test.each<[string, DefinedException, readonly object[], string, readonly string[]]>([
    ['without a managed entry point', all, [], 'pro', [noManaged]],
    ['with a disabled execute rule', all, managed({ ...execute({}), enabled: false }), 'pro', [noManaged]],
    ['with overrides that switch all off', all, managed(execute({ overrides: OFF })), 'pro', [noManaged]],
    [
      'with a condition that nothing meets',
      all,
      managed({ ...execute({}), expression: 'false' }),
      'pro',
      [noManaged],
    ],
    [
      'where the managed rules run for another host',
      all,
      managed({ ...execute({}), expression: '(http.host eq "b.example.com")' }),
      'pro',
      [elsewhere],
    ],
    [
      'of the Free plan, with its ruleset off',
      all,
      managed({ ...execute({ id: FREE }), enabled: false }),
      'free',
      [noManaged],
    ],
    [
      'where rate limiting is skipped, and there is none',
      define({ skip: Skip.allManagedRules({ alsoSkip: ['http_ratelimit'] }) }),
      [],
      'pro',
      [noManaged],
    ],
    ['without the ruleset', owasp, managed(execute({})), 'pro', [noOwasp]],
    ['of the Free plan, without the ruleset', owasp, [], 'free', [noOwasp]],
  ])('is a problem in a zone %s', async (_title, exception, rulesets, plan, expected) => {
    const found = await problemsOf(exception, rulesets, plan);
    expect(found.filter((line) => line.startsWith('problem'))).toEqual(expected);
  });

  test.each<[string, DefinedException, readonly object[], string]>([
    ['that runs managed rules', all, managed(execute({})), 'pro'],
    ['of the Free plan, where one is deployed by default', all, [], 'free'],
    [
      'that runs some of two',
      all,
      managed(
        { ...execute({}), enabled: false },
        { ...execute({ id: OWASP.id }), ref: 'owasp', id: 'b'.repeat(32) },
      ),
      'pro',
    ],
    [
      'whose condition the exception meets',
      all,
      managed({ ...execute({}), expression: '(http.host ne "b.example.com")' }),
      'pro',
    ],
    [
      'with rate limiting rules that are skipped as well',
      define({ skip: Skip.allManagedRules({ alsoSkip: ['http_ratelimit'] }) }),
      [rateLimit],
      'pro',
    ],
    [
      'where products are skipped as well',
      define({ skip: Skip.allManagedRules({ alsoSkip: ['uaBlock'] }) }),
      [],
      'pro',
    ],
    ['where it is disabled', define({ enabled: false }), [], 'pro'],
    ['where its author stands by it', define({ accept: ACCEPT }), [], 'enterprise'],
    ['that runs the named ruleset', owasp, managed(execute({ id: OWASP.id })), 'pro'],
    [
      'where its author stands by it, in the managed phase',
      define({ skip: Skip.managedRulesets(OWASP), accept: ACCEPT }),
      [],
      'pro',
    ],
  ])('is none in a zone %s', async (_title, exception, rulesets, plan) => {
    expect(await problemsOf(exception, rulesets, plan)).toEqual([]);
  });
});
