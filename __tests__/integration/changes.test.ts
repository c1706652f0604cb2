import { Construct } from 'constructs';
import { TerraformVariable } from 'cdktf';
import { ForeignRules, Zone, ZoneWaf } from '../../lib';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, managedException, zoneWaf } from './support/exceptions';
import { type DeployedStack, SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, DASHBOARD_RULES, EXECUTE_RULES, LIVED_IN, MANAGED, seedOf } from './support/seeds';

const refsOf = (rules: readonly { readonly ref: string }[]) => rules.map(({ ref }) => ref);

describeWithTerraform('changes of exceptions and zones', () => {
  let zone: SandboxZone;
  const custom = () => zone.api.rules(ZONE_ID, CUSTOM);
  const managed = () => zone.api.rules(ZONE_ID, MANAGED);
  const stackWith = (...ids: readonly string[]): DeployedStack =>
    zone.stack('s', (scope) => {
      const waf = zoneWaf(scope);
      for (const id of ids) customException(waf, id);
    });
  beforeEach(async () => {
    zone = await SandboxZone.start(LIVED_IN);
  });
  afterEach(() => zone.close());

  it('removes only the exception that left the code, and keeps the ids of the others', async () => {
    await stackWith('a', 'b', 'c').deploy();
    const before = await custom();
    expect((await stackWith('a', 'c').deploy()).code).toBe(0);
    expect(await custom()).toEqual(before.filter(({ ref }) => ref !== 'wafx__team-a__b'));
  });

  it('leaves the foreign rules when the last exception goes', async () => {
    const before = await custom();
    await stackWith('a').deploy();
    expect((await stackWith().deploy()).code).toBe(0);
    expect(await custom()).toEqual(before.map((rule) => ({ description: '', ...rule })));
    expect((await stackWith().plan()).output).toContain('No changes.');
  });

  it('changes an exception in place', async () => {
    await stackWith('a').deploy();
    const [before] = await custom();
    const changed = zone.stack('s', (scope) => customException(zoneWaf(scope), 'a', { enabled: false }));
    await changed.deploy();
    const [after] = await custom();
    expect(after).toMatchObject({ id: before?.id, enabled: false });
  });

  it('shows and repairs an edit of our rule in the dashboard', async () => {
    const stack = stackWith('a');
    await stack.deploy();
    await zone.api.editRule(ZONE_ID, CUSTOM, 'wafx__team-a__a', { expression: 'true' });
    await stack.plan();
    expect(await stack.plannedChanges()).toEqual([
      {
        address: 'cloudflare_ruleset.waf_example_com_custom["entry_point"]',
        actions: ['update'],
        importing: false,
      },
    ]);
    await stack.applySaved();
    expect((await custom())[0]?.expression).toContain('/a');
    expect((await stack.plan()).output).toContain('No changes.');
  });

  it('shows no change for an edit of a foreign rule in the dashboard', async () => {
    const stack = stackWith('a');
    await stack.deploy();
    await zone.api.editRule(ZONE_ID, CUSTOM, 'block-wp', { enabled: false });
    await zone.api.addRule(ZONE_ID, CUSTOM, { action: 'block', expression: 'ssl', description: 'clicked' });
    expect((await stack.plan()).output).toContain('No changes.');
    expect((await custom()).map(({ description, enabled }) => [description, enabled])).toEqual([
      [expect.any(String), true],
      ['wp', false],
      ['', false],
      ['clicked', true],
    ]);
  });

  it('moves our exceptions back above a rule that the dashboard put first', async () => {
    const stack = stackWith('a');
    await stack.deploy();
    const { id } = (await zone.api.entryPoint(ZONE_ID, CUSTOM)) ?? { id: '' };
    await zone.api.call('POST', `/zones/${ZONE_ID}/rulesets/${id}/rules`, {
      action: 'block',
      expression: 'ssl',
      ref: 'on-top',
      position: { index: 1 },
    });
    await stack.deploy();
    expect(refsOf(await custom())).toEqual(['wafx__team-a__a', 'on-top', 'block-wp', 'challenge']);
  });

  it('lets two teams share the zone without ever flapping', async () => {
    const build = (namespace: string, ...ids: readonly string[]): DeployedStack =>
      zone.stack(namespace, (scope) => {
        const waf = zoneWaf(scope, { namespace });
        for (const id of ids) {
          customException(waf, id);
          managedException(waf, `${id}-managed`);
        }
      });
    await build('team-b', 'x').deploy();
    await build('team-a', 'm', 'z').deploy();
    expect((await build('team-b', 'x').plan()).output).toContain('No changes.');
    await build('team-b', 'x', 'a').deploy();
    expect((await build('team-a', 'm', 'z').plan()).output).toContain('No changes.');
    await build('team-a', 'z').deploy();
    expect((await build('team-b', 'x', 'a').plan()).output).toContain('No changes.');
    expect(refsOf(await custom())).toEqual([
      'wafx__team-a__z',
      'wafx__team-b__a',
      'wafx__team-b__x',
      'block-wp',
      'challenge',
    ]);
    expect(refsOf(await managed())).toEqual([
      'wafx__team-a__z-managed',
      'wafx__team-b__a-managed',
      'wafx__team-b__x-managed',
      'execute-managed',
      'execute-owasp',
    ]);
  });

  it('gives an empty plan after constructs and calls were moved and renamed in code', async () => {
    await stackWith('a', 'b').deploy();
    const moved = zone.stack('s', (scope) => {
      new TerraformVariable(scope, 'unrelated', { type: 'string', default: 'x' });
      const group = new Construct(scope, 'security');
      const waf = new ZoneWaf(group, 'renamed', { zone: Zone.fromName('example.com'), namespace: 'team-a' });
      customException(new Construct(waf, 'exports'), 'b');
      customException(waf, 'a');
    });
    const plan = await moved.plan();
    expect(await moved.plannedChanges()).toEqual([]);
    expect(plan.output).toContain('No changes.');
  });

  it('keeps the exceptions of a renamed namespace until the old name is listed as retired', async () => {
    await stackWith('a').deploy();
    const renamed = zone.stack('s', (scope) =>
      customException(zoneWaf(scope, { namespace: 'creators' }), 'a'),
    );
    await renamed.deploy();
    expect(refsOf(await custom())).toEqual(['wafx__creators__a', 'wafx__team-a__a', 'block-wp', 'challenge']);
    const retired = zone.stack('s', (scope) =>
      customException(zoneWaf(scope, { namespace: 'creators', retiredNamespaces: ['team-a'] }), 'a'),
    );
    await retired.deploy();
    expect(refsOf(await custom())).toEqual(['wafx__creators__a', 'block-wp', 'challenge']);
  });

  it('removes foreign rules only when told to, and never an execute rule or another namespace', async () => {
    await zone
      .stack('team-b', (scope) => customException(zoneWaf(scope, { namespace: 'team-b' }), 'x'))
      .deploy();
    await zone.api.addRule(ZONE_ID, MANAGED, {
      ref: 'clicked-skip',
      action: 'skip',
      expression: 'ssl',
      action_parameters: { ruleset: 'current' },
    });
    const stack = zone.stack('s', (scope) =>
      customException(
        zoneWaf(scope, {
          foreignRules: ForeignRules.removeAllButManagedRulesets({
            reason: 'SEC-7: rules only from code',
          }),
        }),
        'a',
      ),
    );
    expect((await stack.deploy()).code).toBe(0);
    expect(refsOf(await custom())).toEqual(['wafx__team-a__a', 'wafx__team-b__x']);
    expect(refsOf(await managed())).toEqual(['execute-managed', 'execute-owasp']);
    expect((await stack.plan()).output).toContain('No changes.');
  });

  it('keeps zones of one stack apart', async () => {
    await zone.close();
    const other = {
      id: '89abcdef0123456789abcdef01234567',
      name: 'example.net',
      account: 'Example',
      plan: 'pro',
    };
    const seed = seedOf([{ phase: CUSTOM, rules: DASHBOARD_RULES }]) as { zones: object[] };
    zone = await SandboxZone.start({
      ...seed,
      zones: [...seed.zones, { ...other, rulesets: [{ phase: MANAGED, rules: EXECUTE_RULES }] }],
    });
    const stack = zone.stack('s', (scope) => {
      customException(zoneWaf(scope), 'a');
      const second = new ZoneWaf(scope, 'second', {
        zone: Zone.fromName('example.net'),
        namespace: 'team-a',
      });
      managedException(second, 'a', { request: { host: 'www.example.net', method: 'PUT', path: '/a' } });
    });
    expect((await stack.deploy()).code).toBe(0);
    expect(refsOf(await custom())).toEqual(['wafx__team-a__a', 'block-wp', 'challenge']);
    expect(refsOf(await zone.api.rules(other.id, MANAGED))).toEqual([
      'wafx__team-a__a',
      'execute-managed',
      'execute-owasp',
    ]);
    expect(await zone.api.entryPoint(other.id, CUSTOM)).toBeUndefined();
    expect((await stack.plan()).output).toContain('No changes.');
  });

  it('brings template signs to Cloudflare as they are', async () => {
    const reason = 'Body holds ${jndi:ldap} and %{if true} and $${x} %%{y}';
    const stack = zone.stack('s', (scope) =>
      customException(zoneWaf(scope), 'a', { reason, ticket: '${path.cwd}' }),
    );
    await stack.deploy();
    expect((await custom())[0]?.description).toBe(
      `[owner team-a | until 2099-12-31 | ticket \${path.cwd}] ${reason}`,
    );
    expect((await stack.plan()).output).toContain('No changes.');
  });
});
