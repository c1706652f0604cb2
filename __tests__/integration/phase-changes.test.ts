import type { ZoneWaf, ZoneWafProps } from '../../lib';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, managedException, zoneWaf } from './support/exceptions';
import { type DeployedStack, SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, LIVED_IN, MANAGED } from './support/seeds';

const SECOND_DEPLOY = 'Zone example.com needs a second deploy';

describeWithTerraform('an exception that changes its phase', () => {
  let zone: SandboxZone;
  beforeEach(async () => {
    zone = await SandboxZone.start(LIVED_IN);
  });
  afterEach(() => zone.close());

  const stack = (build: (waf: ZoneWaf) => void, props: Partial<ZoneWafProps> = {}): DeployedStack =>
    zone.stack('s', (scope) => {
      build(zoneWaf(scope, props));
    });
  const custom = (...ids: readonly string[]) =>
    stack((waf) => {
      ids.forEach((id) => customException(waf, id));
    });
  const managed = (...ids: readonly string[]) =>
    stack((waf) => {
      ids.forEach((id) => managedException(waf, id));
    });
  /** The ids of our exceptions that are live, by phase. */
  const live = async () => {
    const ids = async (phase: typeof CUSTOM | typeof MANAGED) =>
      (await zone.api.rules(ZONE_ID, phase))
        .filter(({ ref, enabled }) => ref.startsWith('wafx__') && enabled)
        .map(({ ref }) => ref.replace(/^wafx__team-\w__/, ''));
    return { custom: await ids(CUSTOM), managed: await ids(MANAGED) };
  };
  const expectDeploy = async (deployed: DeployedStack) => {
    expect((await deployed.deploy()).output).toContain('Apply complete!');
  };
  const entryPointIds = async () =>
    Promise.all(
      ([CUSTOM, MANAGED] as const).map(async (phase) => (await zone.api.entryPoint(ZONE_ID, phase))?.id),
    );
  const writesSince = async (count: number) => {
    const [customId = '', managedId = ''] = await entryPointIds();
    return (await zone.api.writes())
      .slice(count)
      .map((write) => write.replace(/^PUT .*\/rulesets\//, ''))
      .map((id) => (id === customId ? 'custom' : id === managedId ? 'managed' : id));
  };

  it('is added to the managed phase before it leaves the custom one', async () => {
    await expectDeploy(custom('a'));
    const { length } = await zone.api.writes();
    const moved = managed('a');
    await expectDeploy(moved);
    expect(await writesSince(length)).toEqual(['managed', 'custom']);
    expect(await live()).toEqual({ custom: [], managed: ['a'] });
    expect((await moved.plan()).output).toContain('No changes.');
  });

  it.each([
    ['refused', { status: 400 }],
    ['answered by a server error', { status: 500, times: 3 }],
    ['cut off before it', { reset: 'before', times: 3 }],
  ])('stays in the custom phase when the write to the managed one is %s', async (_title, fault) => {
    await expectDeploy(custom('a'));
    await zone.api.fault({ operation: 'update-ruleset', ...fault });
    expect((await managed('a').deploy()).code).toBe(1);
    expect(await live()).toEqual({ custom: ['a'], managed: [] });
    await expectDeploy(managed('a'));
    expect(await live()).toEqual({ custom: [], managed: ['a'] });
  });

  it('stays in the managed phase until a plan finds it live in the custom one', async () => {
    await expectDeploy(managed('a', 'stays'));
    const moved = stack((waf) => {
      customException(waf, 'a');
      managedException(waf, 'stays');
    });
    const first = await moved.plan();
    expect(first.output).toContain(
      `${SECOND_DEPLOY}, because these exceptions move from http_request_firewall_managed to http_request_firewall_custom: wafx__team-a__a.`,
    );
    await zone.api.fault({ operation: 'update-ruleset', status: 400 });
    expect((await moved.applySaved()).code).toBe(1);
    expect(await live()).toEqual({ custom: [], managed: ['a', 'stays'] });
    await expectDeploy(moved);
    expect(await live()).toEqual({ custom: ['a'], managed: ['a', 'stays'] });
    const second = await moved.plan();
    expect(second.output).not.toContain(SECOND_DEPLOY);
    expect((await moved.applySaved()).code).toBe(0);
    expect(await live()).toEqual({ custom: ['a'], managed: ['stays'] });
    expect((await moved.plan()).output).toContain('No changes.');
  });

  it.each([
    [1, { status: 400 }],
    [2, { status: 400 }],
    [1, { reset: 'after', times: 3 }],
    [2, { reset: 'after', times: 3 }],
  ])('is never missing while others move the other way and write %i fails: %j', async (write, fault) => {
    const before = stack((waf) => {
      customException(waf, 'to-managed');
      managedException(waf, 'to-custom');
    });
    await expectDeploy(before);
    const after = stack((waf) => {
      managedException(waf, 'to-managed');
      customException(waf, 'to-custom');
    });
    const expectAll = async () => {
      const { custom: inCustom, managed: inManaged } = await live();
      expect([...new Set([...inCustom, ...inManaged])].sort()).toEqual(['to-custom', 'to-managed']);
    };
    if (write === 2) await zone.api.fault({ operation: 'update-ruleset', times: 1, delayMs: 0 });
    await zone.api.fault({ operation: 'update-ruleset', ...fault });
    expect((await after.deploy()).code).toBe(1);
    await expectAll();
    await expectDeploy(after);
    await expectAll();
    await expectDeploy(after);
    expect(await live()).toEqual({ custom: ['to-custom'], managed: ['to-managed'] });
    expect((await after.plan()).output).toContain('No changes.');
  });

  it('is known by its id when the namespace changes with it', async () => {
    await expectDeploy(managed('a'));
    const moved = stack((waf) => customException(waf, 'a'), {
      namespace: 'team-b',
      retiredNamespaces: ['team-a'],
    });
    await expectDeploy(moved);
    expect(await live()).toEqual({ custom: ['a'], managed: ['a'] });
    await expectDeploy(moved);
    expect(await live()).toEqual({ custom: ['a'], managed: [] });
  });

  it('leaves at once where nothing takes its place', async () => {
    await expectDeploy(managed('disabled', 'removed'));
    const moved = stack((waf) => customException(waf, 'disabled', { enabled: false }));
    expect((await moved.plan()).output).not.toContain(SECOND_DEPLOY);
    await moved.applySaved();
    expect(await live()).toEqual({ custom: [], managed: [] });
  });

  it('stays where somebody disables, or removes, what was to take its place', async () => {
    await expectDeploy(managed('a'));
    await expectDeploy(custom('a'));
    await zone.api.editRule(ZONE_ID, CUSTOM, 'wafx__team-a__a', { enabled: false });
    await custom('a').plan();
    await zone.api.fault({ operation: 'update-ruleset', status: 400 });
    expect((await custom('a').applySaved()).code).toBe(1);
    expect(await live()).toEqual({ custom: [], managed: ['a'] });

    await expectDeploy(custom('a'));
    const second = custom('a');
    await second.plan();
    const found = (await zone.api.rules(ZONE_ID, CUSTOM)).find(({ ref }) => ref === 'wafx__team-a__a');
    const [customId = ''] = await entryPointIds();
    await zone.api.call('DELETE', `/zones/${ZONE_ID}/rulesets/${customId}/rules/${found?.id ?? ''}`);
    expect((await second.applySaved()).output).toContain('Nothing was written');
    expect(await live()).toEqual({ custom: [], managed: ['a'] });
  });

  it('is written in neither phase after a click in one of them', async () => {
    await expectDeploy(custom('a'));
    for (const phase of [MANAGED, CUSTOM] as const) {
      const moved = managed('a');
      await moved.plan();
      await zone.api.addRule(ZONE_ID, phase, {
        ref: `clicked-${phase}`,
        action: 'skip',
        action_parameters: { ruleset: 'current' },
        logging: { enabled: true },
        expression: '(http.request.uri.path eq "/x")',
      });
      const { length } = await zone.api.writes();
      const refused = await moved.applySaved();
      expect(refused.output).toContain(
        `Someone else changed the ${phase} rules of zone example.com after this plan was made. Nothing was written: plan again.`,
      );
      expect(await writesSince(length)).toEqual([]);
    }
    expect(await live()).toEqual({ custom: ['a'], managed: [] });
  });
});
