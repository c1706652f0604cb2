import type { ZoneDeclaration } from '../../lib/coexistence';
import { customRuleLimits, Skip, type DefinedException } from '../../lib/exceptions';
import { ManagedRule, ManagedRuleset } from '../../lib/managed-rules';
import { cloudflareReader } from '../../lib/api-client';
import { preflight, reportJson, reportText } from '../../lib/preflight';
import { type CloudflareApi, parseSeed, startCloudflareApi } from '../../lib/sandbox/cloudflare-api';
import { define } from '../support/exceptions';
import { VERSIONS } from './dry-run-zone';
import { execute, rule } from './rule-shapes';

const ZONE = '0123456789abcdef0123456789abcdef';
const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';
let api: CloudflareApi;

async function start(seed?: object): Promise<void> {
  api = await startCloudflareApi({
    token: 'write-token',
    readOnlyToken: 'read-token',
    ...(seed === undefined ? {} : { seed: parseSeed(JSON.stringify(seed), 'seed.json') }),
  });
}

afterEach(() => api.close());

const reader = () => cloudflareReader({ token: 'read-token', baseUrl: api.baseUrl });
const declaration = (given: Partial<ZoneDeclaration> = {}): ZoneDeclaration => ({
  zone: { name: 'example.com', accountId: undefined },
  ownPrefixes: ['wafx__dashboard__'],
  foreignRules: 'keep',
  limits: customRuleLimits(undefined, undefined),
  exceptions: [],
  ...given,
});
const zoneWith = (phase: string, rules: readonly object[], id = ZONE) => ({
  accounts: [{ name: 'Example' }],
  zones: [{ id, name: 'example.com', account: 'Example', plan: 'business', rulesets: [{ phase, rules }] }],
});
const declared = ({ phase, rule: own }: DefinedException) => ({
  phase,
  rule: own,
  sentence: 'x',
  accept: [{ finding: 'nothing-to-skip', reason: 'the zone may run nothing' }] as const,
});
/** With them a deploy writes both phases. */
const OURS = [define(), define({ skip: Skip.managedRulesets(ManagedRuleset.CLOUDFLARE_MANAGED) })].map(
  declared,
);

test('a lived-in zone is carried, one line an entry point', async () => {
  await start();
  const reports = await preflight(
    [declaration(), declaration({ zone: { name: 'example.net', accountId: undefined } })],
    reader(),
  );
  expect(reportText(reports)).toBe(
    'http_request_firewall_custom of example.com: 5 foreign rules, all carried unchanged\n' +
      'http_request_firewall_managed of example.com: 2 foreign rules, all carried unchanged\n' +
      'http_request_firewall_custom of example.net: no entry point, nothing to carry\n' +
      'http_request_firewall_managed of example.net: no entry point, nothing to carry\n',
  );
  expect(new Set(api.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
});

test.each([
  ['ours', ['wafx__dashboard__'], 'keep', CUSTOM, { foreignRules: 2, removedRules: 0 }],
  [
    'of a retired namespace of ours',
    ['wafx__dashboard__', 'wafx__payments__'],
    'keep',
    CUSTOM,
    { foreignRules: 1, removedRules: 0 },
  ],
  ['removed on purpose', ['wafx__dashboard__'], 'remove', CUSTOM, { foreignRules: 1, removedRules: 1 }],
  ['execute rules', ['wafx__dashboard__'], 'remove', MANAGED, { foreignRules: 1, removedRules: 1 }],
] as const)('rules are counted: %s', async (_name, ownPrefixes, foreignRules, phase, expected) => {
  const others = [
    rule({ ref: 'a', action: 'block', unheard_of: 1 }),
    rule({ ref: 'wafx__payments__x', action: 'log' }),
  ];
  const executes = [
    execute({}),
    rule({ ref: 'b', action: 'skip', action_parameters: { ruleset: 'current' } }),
  ];
  const own = rule({ ref: 'wafx__dashboard__x', action: 'log', unheard_of: 1 });
  const rules = [own, ...(phase === CUSTOM ? others : executes)].map((shape, index) => ({
    ...shape,
    id: String(index).repeat(32),
  }));
  await start(zoneWith(phase, rules));
  const reports = await preflight([declaration({ ownPrefixes, foreignRules, exceptions: OURS })], reader());
  const report = reports.find((candidate) => candidate.phase === phase);
  expect(report).toMatchObject(expected);
  // The unheard-of key of our own rule is ours to drop, and that of a removed one is gone with it.
  expect(report?.findings).toHaveLength(phase === CUSTOM && foreignRules === 'keep' ? 1 : 0);
});

describe('an answer that leaves out what the version holds', () => {
  const rules = [
    rule({ ref: 'a', action: 'block' }),
    rule({ ref: 'b', action: 'skip', action_parameters: { ruleset: 'current' }, logging: { enabled: true } }),
  ].map((shape, index) => ({ ...shape, id: String(index).repeat(32) }));
  const spoilt = async (operation: string, change: (ruleset: Live) => object, status = 200) => {
    await start(zoneWith(CUSTOM, rules));
    const [entryPoint] = await reader()
      .rulesets(ZONE)
      .then((all) => all.filter(({ kind, phase }) => kind === 'zone' && phase === CUSTOM));
    const live = (await reader().ruleset(ZONE, entryPoint?.['id'] as string)) as unknown as Live;
    const body = { success: status === 200, errors: [], messages: [], result: change(live) };
    await fetch(new URL('/_sandbox/faults', api.baseUrl), {
      method: 'POST',
      headers: { authorization: 'Bearer write-token', 'content-type': 'application/json' },
      body: JSON.stringify({ operation, times: 1, status, body }),
    });
    return preflight([declaration({ exceptions: OURS })], reader());
  };
  interface Live {
    readonly version: string;
    readonly rules: readonly Readonly<Record<string, unknown>>[];
  }

  test.each<[string, (live: Live) => object]>([
    ['without rules', (live) => ({ ...live, rules: undefined })],
    ['with null for the rules', (live) => ({ ...live, rules: null })],
    ['with half of the rules', (live) => ({ ...live, rules: live.rules.slice(1) })],
    [
      'with half of a rule',
      (live) => ({ ...live, rules: live.rules.map((one) => ({ ...one, action_parameters: undefined })) }),
    ],
  ])('%s is refused', async (_title, change) => {
    await expect(spoilt('get-ruleset', change)).rejects.toThrow(
      /^Cloudflare's answer for the entry point .* of the phase `http_request_firewall_custom` leaves out what its version `1` holds/,
    );
  });

  test.each<[string, (live: Live) => object, number]>([
    ['holds more than the version', (live) => ({ ...live, rules: live.rules.slice(1) }), 200],
    ['is of another version', (live) => ({ ...live, version: '2', rules: [...live.rules, rules[0]] }), 200],
    ['is of a version that the API does not show', () => ({}), 404],
  ])('no answer is refused that %s', async (_title, change, status) => {
    await expect(spoilt('get-ruleset-version', change, status)).resolves.toHaveLength(2);
  });
});

test('what is found is told rule by rule, safe on a terminal', async () => {
  await start(
    zoneWith(MANAGED, [
      {
        ...execute({ version: '41', overrides: { categories: [] } }),
        ref: 'x\u001b[31m',
        description: 'pinned \u202e',
      },
    ]),
  );
  const reports = await preflight([declaration({ zone: { id: ZONE }, exceptions: OURS })], reader());
  expect(reportText(reports)).toBe(
    `http_request_firewall_custom of ${ZONE}: no entry point, nothing to carry\n` +
      `http_request_firewall_managed of ${ZONE}: 1 foreign rule, 2 findings\n` +
      '  rule `x\\u{1b}[31m`: `pinned \\u{202e}`\n' +
      '    would be lost: action_parameters.version = `"41"`\n' +
      '      Terraform cannot pin a version of a ruleset: the rule would run the latest one\n' +
      '    would be refused: action_parameters.overrides.categories = `[]`\n' +
      '      Terraform would refuse the plan: it must not be empty\n' +
      '\n' +
      '1 value would be lost, 1 would be refused. Nothing was written.\n' +
      'help: change these rules in the dashboard, or leave the zone to a tool that can carry them (waf show --format hcl)\n',
  );
});

test('numbers of the live rule are not rounded before they are looked at', async () => {
  await start();
  const text = JSON.stringify({
    success: true,
    result: { phase: CUSTOM, rules: [rule({ action: 'block', unheard_of: 'N' })] },
  }).replace('"N"', '9007199254740993');
  api.injectFault({ operation: 'get-ruleset', times: 1, status: 200, body: text });
  const reports = await preflight([declaration({ exceptions: OURS })], reader());
  expect(reportText(reports)).toContain('would be lost: unheard_of = `9007199254740993`');
  expect(reportJson('s', reports, VERSIONS)).toMatchObject({
    carried: false,
    entryPoints: [{ findings: [{ value: '9007199254740993' }] }, { findings: [] }],
  });
});

test('the report for machines has the documented form', async () => {
  await start(zoneWith(CUSTOM, [{ ...rule({ action: 'block', cooldown: { a: [1] } }) }]));
  const reports = await preflight([declaration({ exceptions: OURS })], reader());
  const entryPointId = reports[0]?.entryPointId;
  expect(reportJson('dashboard-waf', reports, VERSIONS)).toEqual({
    stack: 'dashboard-waf',
    provider: VERSIONS,
    carried: false,
    accepted: null,
    entryPoints: [
      {
        zone: 'example.com',
        zoneId: ZONE,
        phase: CUSTOM,
        entryPointId,
        foreignRules: 1,
        removedRules: 0,
        replacedRules: 0,
        leftOut: false,
        findings: [
          {
            rule: { ref: '0e667285dacfbf1c71c2a37d0a7253f3', description: 'a foreign rule' },
            effect: 'lost',
            path: 'cooldown',
            value: { a: [1] },
            reason: 'Terraform does not know it and would write the rule without it',
          },
        ],
        problems: [],
        dryRun: { outcome: 'off', rules: 2, refusals: [], newLists: [] },
      },
      {
        zone: 'example.com',
        zoneId: ZONE,
        phase: MANAGED,
        entryPointId: null,
        foreignRules: 0,
        removedRules: 0,
        replacedRules: 0,
        leftOut: false,
        findings: [],
        problems: [],
        dryRun: { outcome: 'off', rules: 1, refusals: [], newLists: [] },
      },
    ],
    lists: [],
  });
  expect(entryPointId).toMatch(/^[0-9a-f]{32}$/);
});

test('managed rules that an exception names must exist', async () => {
  await start();
  const gone = 'f'.repeat(32);
  const nowhere = ManagedRuleset.fromId('e'.repeat(32));
  const exception = (...rules: [ManagedRule, ...ManagedRule[]]) =>
    define({ skip: Skip.managedRules(...rules) });
  const zone = declaration({
    exceptions: [
      declared(exception(ManagedRule.OWASP_949110, ManagedRule.fromId(ManagedRuleset.OWASP_CORE, gone))),
      declared(exception(ManagedRule.fromId(nowhere, gone))),
    ],
  });
  const [, managed] = await preflight([zone], reader());
  expect(
    managed?.findings.map(({ effect, path, reason, rule: { ref } }) => [effect, path, reason, ref]),
  ).toEqual([
    [
      'refused',
      `action_parameters.rules["${ManagedRuleset.OWASP_CORE.id}"][1]`,
      'Cloudflare would refuse the write: the managed ruleset has no rule with this id',
      'wafx__dashboard__export',
    ],
    [
      'refused',
      `action_parameters.rules.${nowhere.id}`,
      'Cloudflare would refuse the write: the zone has no managed ruleset with this id',
      'wafx__dashboard__export',
    ],
  ]);
});

test('a zone must be found, and only once', async () => {
  const zone = { name: 'example.com', plan: 'free' };
  await start({
    accounts: [{ name: 'A', id: 'a'.repeat(32) }, { name: 'B' }],
    zones: [
      { ...zone, account: 'A' },
      { ...zone, account: 'B' },
    ],
  });
  await expect(preflight([declaration()], reader())).rejects.toThrow('2 zones with the name `example.com`');
  await expect(
    preflight([declaration({ zone: { name: 'example.org', accountId: undefined } })], reader()),
  ).rejects.toThrow('no zone with the name `example.org`');
  const named = { name: 'example.com', accountId: 'a'.repeat(32) };
  expect(await preflight([declaration({ zone: named })], reader())).toHaveLength(2);
});

test('an entry point that is not seen whole is no entry point to judge', async () => {
  await start();
  api.injectFault({
    operation: 'get-ruleset',
    times: 1,
    status: 200,
    body: { success: true, result: { rules: 'x' } },
  });
  await expect(preflight([declaration()], reader())).rejects.toMatchObject({ code: 'cloudflare/answer' });
});

describe('a phase that `phases` leaves out', () => {
  const unwritable = execute({ version: '41', overrides: { rules: [] } });
  const MINE = rule({ ref: 'wafx__dashboard__x', id: '1'.repeat(32), action: 'log' });
  const onlyCustom = { phases: [CUSTOM], foreignRules: 'remove' } as const;
  const custom = OURS.filter(({ phase }) => phase === CUSTOM);

  test('is not written: nothing of it is lost, removed or refused', async () => {
    await start(zoneWith(MANAGED, [unwritable]));
    const reports = await preflight([declaration({ ...onlyCustom, exceptions: custom })], reader());
    expect(reports[1]).toMatchObject({
      isLeftOut: true,
      foreignRules: 1,
      removedRules: 0,
      findings: [],
      problems: [],
      dryRun: { outcome: 'off' },
    });
    expect(reportText(reports)).toBe(
      'http_request_firewall_custom of example.com: no entry point, nothing to carry\n' +
        'http_request_firewall_managed of example.com: left out by `phases` of the ZoneWaf\n',
    );
  });

  test('is a problem while an exception of the stack is live there', async () => {
    await start(zoneWith(MANAGED, [MINE, unwritable]));
    const reports = await preflight([declaration({ ...onlyCustom, exceptions: custom })], reader());
    expect(reports[1]?.problems).toEqual([
      {
        message:
          '`phases` of the ZoneWaf leaves out http_request_firewall_managed, where exceptions of this stack are live: wafx__dashboard__x',
        help: 'deploy without these exceptions and with the phase in `phases`, then leave it out',
      },
    ]);
  });

  test.each<[string, Partial<ZoneDeclaration>, readonly object[], boolean]>([
    ['the stack needs nothing of it', { exceptions: custom }, [unwritable], true],
    ['an exception is to be in it', { exceptions: OURS }, [unwritable], false],
    ['an exception of the stack is live in it', { exceptions: custom }, [MINE, unwritable], false],
    ['it is the one that the stack shares', { phases: [MANAGED] }, [unwritable], false],
    ['nothing in it is refused', { exceptions: custom }, [execute({})], false],
  ])('is advised or not, where %s', async (_name, given, rules, isAdvised) => {
    await start(zoneWith(MANAGED, rules));
    expect(
      reportText(await preflight([declaration(given)], reader())).includes(
        "help: the stack has no exception in this phase: phases: ['http_request_firewall_custom'] in its ZoneWaf leaves the entry point alone",
      ),
    ).toBe(isAdvised);
  });

  test('is no cure for a full quota', async () => {
    const full = Array.from({ length: 100 }, (_, index) =>
      rule({ ref: `r${index}`, id: String(index).padStart(32, '0'), action: 'block' }),
    );
    const [zone] = zoneWith(CUSTOM, full).zones;
    const rulesets = [...(zone?.rulesets ?? []), { phase: MANAGED, rules: [execute({})] }];
    await start({ ...zoneWith(CUSTOM, full), zones: [{ ...zone, rulesets }] });
    const helps = async (given: Partial<ZoneDeclaration>) =>
      (await preflight([declaration({ exceptions: custom, ...given })], reader()))[0]?.problems.map(
        ({ help }) => help,
      );
    expect(await helps({})).toEqual([expect.stringContaining('or use Skip.managedRulesets')]);
    expect(await helps({ phases: [CUSTOM] })).toEqual(['remove a custom rule']);
  });
});
