import { Zone } from '../../lib';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, managedException, zoneWaf } from './support/exceptions';
import { SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, EMPTY_ZONE, EXECUTE_RULES, LIVED_IN, MANAGED, seedOf } from './support/seeds';

/** Every shape of a rule that the provider can read: written back, each must stay the same to the byte. */
const SHAPES = [
  {
    action: 'block',
    expression: 'true',
    action_parameters: {
      response: { status_code: 429, content: '<b>"no" & no</b>', content_type: 'text/html' },
    },
  },
  { action: 'log', expression: 'true' },
  { action: 'challenge', expression: 'true' },
  { action: 'js_challenge', expression: 'true', enabled: false },
  { action: 'managed_challenge', expression: 'true', description: 'Zürich 東京 "quoted" back\\slash' },
  {
    action: 'block',
    expression: 'http.request.uri contains "${jndi:" or http.request.uri contains "%{if}"',
    description: '$${x} %%{y}',
  },
  { action: 'block', expression: '(http.host eq "a.example.com"\r\n and ssl)' },
  {
    action: 'block',
    expression: `http.user_agent eq "${'x'.repeat(4096 - 'http.user_agent eq ""'.length)}"`,
  },
  // Somebody else may use what this version of the language does not know.
  { action: 'block', expression: 'cf.new.field eq "a" and ip.src in $office' },
  { action: 'log', expression: 'frobnicate(http.host) eq "a"' },
  { action: 'block', expression: 'http.host frobs "a"', enabled: false },
  {
    action: 'skip',
    expression: 'http.host eq "a',
    action_parameters: { ruleset: 'current' },
    logging: { enabled: true },
  },
  {
    action: 'skip',
    expression: 'ssl',
    action_parameters: { ruleset: 'current' },
    logging: { enabled: false },
  },
  {
    action: 'skip',
    expression: 'ssl',
    action_parameters: { phases: ['http_ratelimit', 'http_request_sbfm'], products: ['bic', 'uaBlock'] },
    logging: { enabled: true },
  },
];
const MANAGED_SHAPES = [
  {
    action: 'skip',
    expression: 'ssl',
    action_parameters: { rulesets: ['efb7b8c949ac4650a09736fc376e9aee'] },
    logging: { enabled: true },
  },
  {
    action: 'skip',
    expression: 'ssl',
    action_parameters: {
      rules: { '4814384a9e5d4991b9815dcfc25d2f1f': ['6179ae15870a4bb7b2d480d4843b323c'] },
    },
    logging: { enabled: true },
  },
  {
    action: 'execute',
    expression: 'true',
    action_parameters: {
      id: 'efb7b8c949ac4650a09736fc376e9aee',
      version: 'latest',
      matched_data: { public_key: 'iGqBmyIUxuWt1rvxoAharN9FUXneUBxA/Y19PyyrEG0=' },
      overrides: {
        action: 'log',
        enabled: true,
        categories: [{ category: 'wordpress', action: 'block', enabled: false }],
        rules: [{ id: 'e3a567afc347477d9702d9047e97d760', action: 'log', enabled: false }],
      },
    },
  },
  {
    action: 'execute',
    expression: '(http.host ne "static.example.com")',
    action_parameters: {
      id: '4814384a9e5d4991b9815dcfc25d2f1f',
      version: 'latest',
      overrides: {
        rules: [{ id: '6179ae15870a4bb7b2d480d4843b323c', action: 'managed_challenge', score_threshold: 25 }],
      },
    },
    exposed_credential_check: {
      username_expression: 'http.request.headers["u"][0]',
      password_expression: 'http.request.headers["p"][0]',
    },
  },
];

describeWithTerraform('adoption of entry points', () => {
  let zone: SandboxZone;
  afterEach(() => zone.close());

  it('creates them where the zone has none', async () => {
    zone = await SandboxZone.start(seedOf([{ phase: MANAGED, rules: EXECUTE_RULES }]));
    const stack = zone.stack('s', (scope) => customException(zoneWaf(scope), 'export'));
    const plan = await stack.plan();
    expect(plan.output).toContain('1 to import, 3 to add, 0 to change, 0 to destroy');
    expect((await stack.applySaved()).code).toBe(0);
    expect(await zone.api.rules(ZONE_ID, CUSTOM)).toMatchObject([
      {
        ref: 'wafx__team-a__export',
        action: 'skip',
        action_parameters: { phases: [MANAGED] },
        logging: { enabled: true },
        enabled: true,
        expression:
          '(http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ssl and http.request.timestamp.sec lt 4102444800)',
      },
    ]);
    expect((await stack.plan()).output).toContain('No changes.');
  });

  it('adopts both in one plan and keeps every foreign rule in content, id, ref, version and order', async () => {
    zone = await SandboxZone.start();
    const before = {
      custom: await zone.api.rules(ZONE_ID, CUSTOM),
      managed: await zone.api.rules(ZONE_ID, MANAGED),
    };
    const stack = zone.stack('s', (scope) => {
      const waf = zoneWaf(scope, { zonePlan: 'business' });
      customException(waf, 'export');
      managedException(waf, 'upload');
    });

    const plan = await stack.plan();
    expect(plan.output).toContain('2 to import, 2 to add, 2 to change, 0 to destroy');
    expect(await zone.api.writes()).toEqual([]);
    expect((await stack.applySaved()).output).toContain('Apply complete!');

    const [first, second, ...foreign] = await zone.api.rules(ZONE_ID, CUSTOM);
    expect([first?.ref, second?.ref]).toEqual(['wafx__payments__webhook', 'wafx__team-a__export']);
    expect([first, ...foreign]).toEqual(
      // The other namespace's exception moved to the top, nothing else changed.
      [
        ...before.custom.filter(({ ref }) => ref.startsWith('wafx__')),
        ...before.custom.filter(({ ref }) => !ref.startsWith('wafx__')),
      ],
    );
    const managed = await zone.api.rules(ZONE_ID, MANAGED);
    expect(managed[0]?.ref).toBe('wafx__team-a__upload');
    expect(managed.slice(1)).toEqual(before.managed);
    expect((await stack.plan()).output).toContain('No changes.');
  });

  it('carries every rule shape that the provider can read', async () => {
    zone = await SandboxZone.start(
      seedOf([
        { phase: CUSTOM, rules: SHAPES },
        { phase: MANAGED, rules: MANAGED_SHAPES },
      ]),
    );
    const before = {
      custom: await zone.api.rules(ZONE_ID, CUSTOM),
      managed: await zone.api.rules(ZONE_ID, MANAGED),
    };
    const stack = zone.stack('s', (scope) => {
      const waf = zoneWaf(scope);
      customException(waf, 'export');
      managedException(waf, 'upload');
    });
    const apply = await stack.deploy();
    expect(apply.output).toContain('Apply complete!');
    // A description that was missing comes back empty: the one difference, and none in effect.
    const filled = (rules: readonly object[]) => rules.map((rule) => ({ description: '', ...rule }));
    expect((await zone.api.rules(ZONE_ID, CUSTOM)).slice(1)).toEqual(filled(before.custom));
    expect((await zone.api.rules(ZONE_ID, MANAGED)).slice(1)).toEqual(filled(before.managed));
    expect((await stack.plan()).output).toContain('No changes.');
  });

  it.each<[string, readonly string[]]>([
    ['with an exception', ['export']],
    ['without one', []],
  ])('takes a foreign skip rule whose logging the API left out, %s', async (_title, ids) => {
    const rule = {
      action: 'skip',
      expression: 'ssl',
      action_parameters: { ruleset: 'current' },
      ref: 'silent',
    };
    zone = await SandboxZone.start(seedOf([{ phase: CUSTOM, rules: [rule] }]));
    expect((await zone.api.rules(ZONE_ID, CUSTOM))[0]).not.toHaveProperty('logging');
    const stack = zone.stack('s', (scope) => {
      const waf = zoneWaf(scope);
      for (const id of ids) customException(waf, id);
    });
    const apply = await stack.deploy();
    expect(apply.output).not.toContain('inconsistent');
    expect(apply.code).toBe(0);
    // Cloudflare fills in its default at every write.
    expect((await zone.api.rules(ZONE_ID, CUSTOM)).slice(ids.length)).toMatchObject([
      { ...rule, logging: { enabled: true } },
    ]);
    expect((await stack.plan()).output).toContain('No changes.');
  });

  it('keeps the name and description of an entry point, also when they change later', async () => {
    zone = await SandboxZone.start(
      seedOf([{ phase: CUSTOM, rules: [], name: 'zone', description: 'made by hand' }]),
    );
    const stack = zone.stack('s', (scope) => customException(zoneWaf(scope), 'export'));
    expect((await stack.deploy()).code).toBe(0);
    expect(await zone.api.entryPoint(ZONE_ID, CUSTOM)).toMatchObject({
      name: 'zone',
      description: 'made by hand',
    });
    const { id } = (await zone.api.entryPoint(ZONE_ID, CUSTOM)) ?? { id: '' };
    await zone.api.call('PUT', `/zones/${ZONE_ID}/rulesets/${id}`, {
      ...(await zone.api.entryPoint(ZONE_ID, CUSTOM)),
      description: 'described anew',
    });
    expect((await stack.plan()).output).toContain('No changes.');
  });

  it('finds the zone by id as well as by name', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    const stack = zone.stack('s', (scope) =>
      customException(zoneWaf(scope, { zone: Zone.fromId(ZONE_ID) }), 'export'),
    );
    expect((await stack.deploy()).code).toBe(0);
    expect((await zone.api.rules(ZONE_ID, CUSTOM)).map(({ ref }) => ref)).toEqual([
      'wafx__team-a__export',
      'block-wp',
      'challenge',
    ]);
    expect(await stack.stateAddresses()).toEqual([
      `cloudflare_ruleset.waf_${ZONE_ID}_custom["entry_point"]`,
      `cloudflare_ruleset.waf_${ZONE_ID}_managed["entry_point"]`,
    ]);
  });

  it('leaves a zone alone that has no entry point and gets no exception', async () => {
    zone = await SandboxZone.start(EMPTY_ZONE);
    const stack = zone.stack('s', (scope) => zoneWaf(scope));
    await stack.plan();
    expect(await stack.plannedChanges()).toEqual([]);
    expect((await stack.deploy()).code).toBe(0);
    expect(await stack.stateAddresses()).toEqual([]);
    expect(await zone.api.writes()).toEqual([]);
  });

  it('writes nothing to a zone with foreign rules as long as the stack has no exception', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    const stack = zone.stack('s', (scope) => zoneWaf(scope));
    expect((await stack.deploy()).code).toBe(0);
    expect(await zone.api.writes()).toEqual([]);
    expect((await stack.plan()).output).toContain('No changes.');
  });

  it('adopts again and writes nothing after the state was lost', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    const build = (name: string) => zone.stack(name, (scope) => customException(zoneWaf(scope), 'export'));
    await build('first').deploy();
    const writes = await zone.api.writes();
    const fresh = build('with-a-fresh-state');
    expect((await fresh.deploy()).output).toContain('2 imported, 2 added, 0 changed, 0 destroyed');
    expect(await zone.api.writes()).toEqual(writes);
  });

  it('creates the entry point again that somebody deleted, if there is an exception', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    const stack = zone.stack('s', (scope) => customException(zoneWaf(scope), 'export'));
    await stack.deploy();
    const { id } = (await zone.api.entryPoint(ZONE_ID, CUSTOM)) ?? { id: '' };
    await zone.api.call('DELETE', `/zones/${ZONE_ID}/rulesets/${id}`);
    expect((await stack.deploy()).output).toContain('2 added');
    expect((await zone.api.rules(ZONE_ID, CUSTOM)).map(({ ref }) => ref)).toEqual(['wafx__team-a__export']);
  });

  it('adopts an entry point beyond the first page of the list once its id is named', async () => {
    zone = await SandboxZone.start({ ...LIVED_IN, rulesetPageSize: 1 });
    const { id } = await zone.api.call<{ id: string }>(
      'GET',
      `/zones/${ZONE_ID}/rulesets/phases/${CUSTOM}/entrypoint`,
    );
    const blind = zone.stack('s', (scope) => customException(zoneWaf(scope), 'export'));
    const refused = await blind.deploy();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('20217');
    const stack = zone.stack('s', (scope) =>
      customException(zoneWaf(scope, { entryPointIds: { [CUSTOM]: id } }), 'export'),
    );
    expect((await stack.deploy()).code).toBe(0);
    const live = await zone.api.call<{ rules: { ref: string }[] }>('GET', `/zones/${ZONE_ID}/rulesets/${id}`);
    expect(live.rules.map(({ ref }) => ref)).toEqual(['wafx__team-a__export', 'block-wp', 'challenge']);
  });
});
