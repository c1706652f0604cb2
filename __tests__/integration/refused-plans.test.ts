import { ManagedRule, ManagedRuleset, Skip, type WafExceptionProps, Zone } from '../../lib';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, managedException, zoneWaf } from './support/exceptions';
import { ACCOUNT_ID, SandboxZone, ZONE_ID } from './support/sandbox-zone';
import {
  CUSTOM,
  DASHBOARD_RULES,
  EMPTY_ZONE,
  EXECUTE_RULES,
  LIVED_IN,
  MANAGED,
  seedOf,
} from './support/seeds';
import { CANNOT_BE_DESTROYED } from './support/words';

const [EXECUTE_MANAGED, EXECUTE_OWASP] = EXECUTE_RULES;

describeWithTerraform('plans that would do harm', () => {
  let zone: SandboxZone;
  afterEach(async () => {
    try {
      // Whatever is refused has written nothing.
      expect(await zone.api.writes()).toEqual([]);
    } finally {
      // Its servers would keep Jest alive.
      await zone.close();
    }
  });

  const withManagedRules = async (...rules: readonly (object | undefined)[]) => {
    zone = await SandboxZone.start(seedOf([{ phase: MANAGED, rules: rules as object[] }]));
    return zone.stack('s', (scope) => managedException(zoneWaf(scope), 'upload'));
  };

  it('fails when no execute rule runs the managed ruleset that an exception names', async () => {
    const stack = await withManagedRules(EXECUTE_MANAGED);
    const plan = await stack.plan();
    expect(plan.code).toBe(1);
    expect(plan.output).toContain(
      'These exceptions would skip nothing, because no enabled execute rule of zone example.com runs the managed ruleset they name: wafx__team-a__upload names 4814384a9e5d4991b9815dcfc25d2f1f.',
    );
  });

  it('fails when the execute rule of the named ruleset is disabled', async () => {
    const stack = await withManagedRules({ ...EXECUTE_OWASP, enabled: false });
    expect((await stack.plan()).output).toContain('These exceptions would skip nothing');
  });

  it('fails when the zone has no managed entry point at all', async () => {
    zone = await SandboxZone.start(EMPTY_ZONE);
    const stack = zone.stack('s', (scope) => managedException(zoneWaf(scope), 'upload'));
    expect((await stack.plan()).output).toContain('These exceptions would skip nothing');
  });

  it('names each ruleset that is missing, for exceptions of single rules too', async () => {
    zone = await SandboxZone.start(seedOf([{ phase: MANAGED, rules: [EXECUTE_OWASP ?? {}] }]));
    const stack = zone.stack('s', (scope) => {
      const waf = zoneWaf(scope);
      managedException(waf, 'fine', { skip: Skip.managedRules(ManagedRule.OWASP_949110) });
      managedException(waf, 'both', {
        skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE, ManagedRuleset.CLOUDFLARE_MANAGED),
      });
    });
    const { output } = await stack.plan();
    expect(output).toContain(
      'wafx__team-a__both names efb7b8c949ac4650a09736fc376e9aee. Nothing was written.',
    );
  });

  it('does not ask a disabled exception for its execute rule', async () => {
    const stack = zone_disabled(
      await SandboxZone.start(seedOf([{ phase: MANAGED, rules: [EXECUTE_MANAGED ?? {}] }])),
    );
    expect((await stack.plan()).code).toBe(0);
  });
  const zone_disabled = (started: SandboxZone) => {
    zone = started;
    return zone.stack('s', (scope) => managedException(zoneWaf(scope), 'upload', { enabled: false }));
  };

  it.each([
    [
      'skip',
      { action: 'skip', ref: 'rest-of-phase', expression: 'ssl', action_parameters: { phase: 'current' } },
    ],
    ['execute', { action: 'execute', ref: 'newer', expression: 'true', action_parameters: { future: true } }],
  ])(
    'fails when a foreign %s rule has only parameters that the provider cannot read',
    async (_action, rule) => {
      zone = await SandboxZone.start(seedOf([{ phase: CUSTOM, rules: [...DASHBOARD_RULES, rule] }]));
      const stack = zone.stack('s', (scope) => customException(zoneWaf(scope), 'a'));
      const plan = await stack.plan();
      expect(plan.code).toBe(1);
      expect(plan.output).toContain(
        `these rules have only parameters that this version of the Cloudflare provider cannot read, and writing the list would drop them: ${rule.ref}. Nothing was written.`,
      );
      const advice = "phases: ['http_request_firewall_managed'] in its ZoneWaf leaves the entry point alone";
      expect(plan.output).not.toContain(advice);
      const without = await zone.stack('s', (scope) => zoneWaf(scope)).plan();
      expect(without.output).toContain(
        `upgrade the provider. This stack has no exception in this phase: ${advice}`,
      );
    },
  );

  it('fails when the custom rules would exceed the quota of the plan', async () => {
    const rules = Array.from({ length: 4 }, (_, index) => ({ ...DASHBOARD_RULES[0], ref: `rule-${index}` }));
    zone = await SandboxZone.start(seedOf([{ phase: CUSTOM, rules }], 'free'));
    const build = (...ids: readonly string[]) =>
      zone.stack('s', (scope) => {
        const waf = zoneWaf(scope);
        for (const id of ids) customException(waf, id);
      });
    expect((await build('a').plan()).code).toBe(0);
    const { code, output } = await build('a', 'b').plan();
    expect(code).toBe(1);
    expect(output).toContain(
      'Zone example.com would have 6 custom rules, and its quota is 5 (plan free). Nothing was written. Remove a custom rule.',
    );
  });

  it.each([
    ['named by its name', {}],
    ['named by its id', { zone: Zone.fromId(ZONE_ID) }],
    ['with a contract that its plan does not have', { customRuleQuota: 1000 }],
  ])('counts by the plan that the zone has, whatever code says, for a zone %s', async (_title, props) => {
    const rules = Array.from({ length: 5 }, (_, index) => ({ ...DASHBOARD_RULES[0], ref: `rule-${index}` }));
    zone = await SandboxZone.start(seedOf([{ phase: CUSTOM, rules }], 'free'));
    const stack = zone.stack('s', (scope) =>
      customException(zoneWaf(scope, { zonePlan: 'business', ...props }), 'a'),
    );
    expect((await stack.plan()).output).toContain(
      'would have 6 custom rules, and its quota is 5 (plan free). Nothing was written.',
    );
  });

  it('names a skip rule of the dashboard in a full zone, whose place an exception can take', async () => {
    const rules: object[] = Array.from({ length: 4 }, (_, index) => ({
      ...DASHBOARD_RULES[0],
      ref: `rule-${index}`,
    }));
    const skip = {
      ref: 'fix',
      action: 'skip',
      action_parameters: { phases: [MANAGED] },
      expression: '(http.request.uri.path contains "/upload")',
      description: 'fix ${path.cwd} %{ if }\u001b[31m\u202e on "upload"',
      logging: { enabled: true },
    };
    zone = await SandboxZone.start(seedOf([{ phase: CUSTOM, rules: [...rules, skip] }], 'free'));
    const stack = zone.stack('s', (scope) => customException(zoneWaf(scope), 'a'));
    const { output } = await stack.plan();
    expect(output).toContain(
      'Remove a custom rule. Skip rules of others: fix ${path.cwd} %{ if }?[31m? on "upload" (ref fix). To let an exception take the place of one, name its ref in `replaces`.',
    );
  });

  it('counts the rules of custom rulesets, and names a way that works in this zone', async () => {
    const rules = Array.from({ length: 19 }, (_, index) => ({ ...DASHBOARD_RULES[0], ref: `rule-${index}` }));
    zone = await SandboxZone.start(
      seedOf(
        [
          { phase: CUSTOM, rules },
          { phase: CUSTOM, kind: 'custom', name: 'shared', rules: [DASHBOARD_RULES[0] ?? {}] },
          { phase: MANAGED, rules: EXECUTE_RULES },
        ],
        'pro',
      ),
    );
    const stack = zone.stack('s', (scope) => customException(zoneWaf(scope), 'a'));
    expect((await stack.plan()).output).toContain(
      'Zone example.com would have 21 custom rules, and its quota is 20 (plan pro). Nothing was written. Remove a custom rule, or use Skip.managedRulesets, which needs no custom rule, for a ruleset that the zone runs (efb7b8c949ac4650a09736fc376e9aee, 4814384a9e5d4991b9815dcfc25d2f1f).',
    );
  });

  it.each([
    ['no managed entry point', []],
    ['a disabled execute rule', [{ phase: MANAGED, rules: [{ ...EXECUTE_RULES[0], enabled: false }] }]],
    [
      'an execute rule for no request',
      [{ phase: MANAGED, rules: [{ ...EXECUTE_RULES[0], expression: 'false' }] }],
    ],
    [
      'an execute rule that switches every rule off',
      [
        {
          phase: MANAGED,
          rules: [
            {
              ...EXECUTE_RULES[0],
              action_parameters: {
                ...EXECUTE_RULES[0]?.action_parameters,
                overrides: {
                  enabled: false,
                  rules: [{ id: '5de7edfa648c4d6891dc3e7f84534ffa', action: 'log' }],
                },
              },
            },
          ],
        },
      ],
    ],
  ])('fails when all managed rules are to be skipped in a zone with %s', async (_title, rulesets) => {
    zone = await SandboxZone.start(seedOf(rulesets));
    const build = (props: Partial<WafExceptionProps>) =>
      zone.stack('s', (scope) => customException(zoneWaf(scope), 'a', props));
    const { code, output } = await build({ accept: [] }).plan();
    expect(code).toBe(1);
    expect(output).toContain(
      'These exceptions would skip nothing, because, as far as Cloudflare shows, zone example.com runs no managed rules: wafx__team-a__a. Nothing was written.',
    );
    // Rate limiting, Super Bot Fight Mode and products are no managed rules.
    expect((await build({ skip: Skip.allManagedRules({ alsoSkip: ['bic'] }), accept: [] }).plan()).code).toBe(
      0,
    );
    expect((await build({}).plan()).code).toBe(0);
    expect((await build({ enabled: false, accept: [] }).plan()).code).toBe(0);
  });

  it.each<[string, Parameters<typeof seedOf>[0], string]>([
    ['of the Free plan, where Cloudflare deploys a ruleset by itself', [], 'free'],
    [
      'where one rule is switched on again',
      [
        {
          phase: MANAGED,
          rules: [
            {
              ...EXECUTE_RULES[0],
              action_parameters: {
                ...EXECUTE_RULES[0]?.action_parameters,
                overrides: {
                  enabled: false,
                  rules: [{ id: '5de7edfa648c4d6891dc3e7f84534ffa', enabled: true }],
                },
              },
            },
          ],
        },
      ],
      'pro',
    ],
    [
      'that runs one of two rulesets',
      [{ phase: MANAGED, rules: [EXECUTE_RULES[0] ?? {}, { ...EXECUTE_RULES[1], enabled: false }] }],
      'pro',
    ],
  ])('plans an exception from all managed rules in a zone %s', async (_title, rulesets, plan) => {
    zone = await SandboxZone.start(seedOf(rulesets, plan));
    const stack = zone.stack('s', (scope) => customException(zoneWaf(scope), 'a', { accept: [] }));
    const { code, output } = await stack.plan();
    expect(`${code} ${output}`).toMatch(/^0 /);
  });

  it('lets a quota be set by hand, and never counts rules of the managed phase', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    const build = (customRuleQuota: number) =>
      zone.stack('s', (scope) => {
        const waf = zoneWaf(scope, { zonePlan: 'free', customRuleQuota });
        customException(waf, 'a');
        for (const id of ['b', 'c', 'd', 'e']) managedException(waf, id);
      });
    expect((await build(3).plan()).code).toBe(0);
    expect((await build(2).plan()).output).toContain('would have 3 custom rules, and its quota is 2');
  });

  it('fails when no zone has the name', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    const stack = zone.stack('s', (scope) => zoneWaf(scope, { zone: Zone.fromName('exmaple.com') }));
    const { code, output } = await stack.plan();
    expect(code).toBe(1);
    expect(output).toContain('No zone is named exmaple.com, or the API token may not see it.');
  });

  it('fails when two zones have the name, until the account is named', async () => {
    const seed = seedOf([]) as { accounts: object[]; zones: object[] };
    const otherAccount = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
    zone = await SandboxZone.start({
      accounts: [...seed.accounts, { id: otherAccount, name: 'Other' }],
      zones: [...seed.zones, { name: 'example.com', account: otherAccount, plan: 'free' }],
    });
    const build = (accountId?: string) =>
      zone.stack('s', (scope) =>
        zoneWaf(scope, { zone: Zone.fromName('example.com', accountId === undefined ? {} : { accountId }) }),
      );
    const { code, output } = await build().plan();
    expect(code).toBe(1);
    expect(output).toContain(`More than one zone is named example.com: ${ZONE_ID} in account ${ACCOUNT_ID}`);
    expect((await build(ACCOUNT_ID).plan()).code).toBe(0);
  });
});

describeWithTerraform('an API that answers incompletely', () => {
  let zone: SandboxZone;
  afterEach(() => zone.close());

  it.each([
    ['a body that is cut off', '{"result":'],
    ['a refusal as a success', { success: false, result: null }],
    ['a ruleset without rules and version', { success: true, result: {} }],
  ])('refuses the plan when the live rules come as %s', async (_title, body) => {
    zone = await SandboxZone.start(seedOf([{ phase: CUSTOM, rules: DASHBOARD_RULES }]));
    const build = (id: string) => zone.stack('s', (scope) => customException(zoneWaf(scope), id));
    await build('a').deploy();
    const before = await zone.api.rules(ZONE_ID, CUSTOM);
    // Once the entry point is in the state, the first read of it is that of the live rules.
    await zone.api.fault({ operation: 'get-ruleset', times: 1, status: 200, body });
    const refused = await build('b').deploy();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain(
      'Cloudflare gave no complete answer for the http_request_firewall_custom rules of zone example.com. Nothing was written: plan again.',
    );
    expect(await zone.api.rules(ZONE_ID, CUSTOM)).toEqual(before);
  });
});

describeWithTerraform('an API that hides the entry point in our state', () => {
  let zone: SandboxZone;
  afterEach(() => zone.close());

  it.each([
    ['answers an empty list', { status: 200, body: { success: true, result: [], errors: [], messages: [] } }],
    [
      'answers a failure as a success',
      { status: 200, body: { success: false, result: null, errors: [], messages: [] } },
    ],
  ])('refuses the plan when it %s', async (_title, fault) => {
    // No managed entry point, so that nothing but the guard on the state's id stands in the way.
    zone = await SandboxZone.start(seedOf([{ phase: CUSTOM, rules: DASHBOARD_RULES }]));
    const build = (...ids: readonly string[]) =>
      zone.stack('s', (scope) => {
        const waf = zoneWaf(scope);
        for (const id of ids) customException(waf, id);
      });
    await build('a').deploy();
    const before = await zone.api.rules(ZONE_ID, CUSTOM);

    await zone.api.fault({ operation: 'list-rulesets', times: 1, ...fault });
    const refused = await build('b').deploy();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain(
      'Writing this plan would drop rules of others from the http_request_firewall_custom rules of zone example.com: block-wp, challenge.',
    );
    await zone.api.fault({ operation: 'list-rulesets', times: 1, ...fault });
    expect((await build().deploy()).output).toMatch(CANNOT_BE_DESTROYED);
    expect(await zone.api.rules(ZONE_ID, CUSTOM)).toEqual(before);
    expect((await build('b').deploy()).code).toBe(0);
  });
});

describeWithTerraform('refusals of the API', () => {
  let zone: SandboxZone;
  afterEach(() => zone.close());

  it('plans with a token that may only read, and the deploy says what is missing', async () => {
    zone = await SandboxZone.start(LIVED_IN, { readOnly: true });
    const stack = zone.stack('s', (scope) => customException(zoneWaf(scope), 'a'));
    expect((await stack.plan()).code).toBe(0);
    const apply = await stack.applySaved();
    expect(apply.code).toBe(1);
    expect(apply.output).toContain('403 Forbidden');
    expect(apply.output).toContain('request is not authorized');
  });

  it('writes once the API is back after errors that pass', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    const stack = zone.stack('s', (scope) => customException(zoneWaf(scope), 'a'));
    await zone.api.fault({ operation: 'update-ruleset', times: 2, status: 500 });
    await zone.api.fault({ operation: 'list-rulesets', times: 1, status: 429, retryAfter: 1 });
    expect((await stack.deploy()).code).toBe(0);
    expect((await stack.plan()).output).toContain('No changes.');
  });
});
