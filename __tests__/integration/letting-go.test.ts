import { TerraformOutput } from 'cdktf';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, managedException, zoneWaf } from './support/exceptions';
import { SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, LIVED_IN, MANAGED } from './support/seeds';
import { CANNOT_BE_DESTROYED } from './support/words';

describeWithTerraform('letting go of a zone', () => {
  let zone: SandboxZone;
  const entryPoints = async () => [
    await zone.api.entryPoint(ZONE_ID, CUSTOM),
    await zone.api.entryPoint(ZONE_ID, MANAGED),
  ];
  const deployed = async () => {
    const stack = zone.stack('s', (scope) => {
      const waf = zoneWaf(scope);
      customException(waf, 'a');
      managedException(waf, 'b');
    });
    expect((await stack.deploy()).code).toBe(0);
    return stack;
  };
  /** A stack without its ZoneWaf still has something else in it. */
  const withoutZoneWaf = () => zone.stack('s', (scope) => new TerraformOutput(scope, 'other', { value: 1 }));
  beforeEach(async () => {
    zone = await SandboxZone.start(LIVED_IN);
  });
  afterEach(() => zone.close());

  it('refuses destroy and changes nothing', async () => {
    const stack = await deployed();
    const before = await entryPoints();
    const destroy = await stack.terraform('destroy', '-auto-approve', '-input=false');
    expect(destroy.code).toBe(1);
    expect(destroy.output).toMatch(CANNOT_BE_DESTROYED);
    expect(await entryPoints()).toEqual(before);
  });

  it('refuses a replacement of the resource', async () => {
    const stack = await deployed();
    const before = await entryPoints();
    const replace = await stack.terraform(
      'apply',
      '-auto-approve',
      '-replace=cloudflare_ruleset.waf_example_com_custom["entry_point"]',
    );
    expect(replace.code).toBe(1);
    expect(replace.output).toMatch(CANNOT_BE_DESTROYED);
    expect(await entryPoints()).toEqual(before);
  });

  it('refuses the plan when the ZoneWaf was dropped from the code, and says why', async () => {
    await deployed();
    const before = await entryPoints();
    const dropped = await withoutZoneWaf().deploy();
    expect(dropped.code).toBe(1);
    expect(dropped.output).toContain('Provider configuration not present');
    expect(dropped.output).toContain('waf_example_com_removal_needs_letting_go');
    expect(await entryPoints()).toEqual(before);
  });

  it('refuses to release a zone in which an exception is still live', async () => {
    await deployed();
    const before = await entryPoints();
    const released = await zone.stack('s', (scope) => zoneWaf(scope, { release: true })).deploy();
    expect(released.code).toBe(1);
    expect(released.output).toContain(
      'Zone example.com still has exceptions of this stack: wafx__team-a__a. Nothing was changed. First deploy without exceptions and without `release`, then let go.',
    );
    expect(await entryPoints()).toEqual(before);
  });

  it('refuses to release a zone whose list of rulesets came back empty', async () => {
    await deployed();
    const before = await entryPoints();
    const release = zone.stack('s', (scope) => zoneWaf(scope, { release: true }));
    await zone.api.fault({
      operation: 'list-rulesets',
      times: 1,
      status: 200,
      body: { success: true, result: [], errors: [], messages: [] },
    });
    const refused = await release.deploy();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("Cloudflare's list of rulesets came back empty for zone example.com");
    expect(await entryPoints()).toEqual(before);
    expect(await release.stateAddresses()).toHaveLength(2);
  });

  it.each([
    ['without content', {}],
    ['without rules and version', { kind: 'zone', phase: CUSTOM }],
  ])('refuses to release a zone after an answer %s', async (_title, result) => {
    await deployed();
    const release = zone.stack('s', (scope) => zoneWaf(scope, { release: true }));
    await zone.api.fault({
      operation: 'get-ruleset',
      // Both data sources; before them OpenTofu refreshes both resources, although it is to forget them.
      times: 4,
      status: 200,
      body: { success: true, result, errors: [], messages: [] },
    });
    const refused = await release.deploy();
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(
      /gave no complete answer for the \S+ rules of zone example\.com, so it is not known whether exceptions of this stack are left\. Nothing was changed: plan again\./,
    );
    expect(await release.stateAddresses()).toHaveLength(2);
  });

  it('forgets the zone in three steps that remove ours and leave every foreign rule', async () => {
    const before = await entryPoints();
    await deployed();

    expect((await zone.stack('s', (scope) => zoneWaf(scope)).deploy()).code).toBe(0);
    const emptied = await entryPoints();
    const foreign = (rulesets: typeof before) =>
      rulesets.map((ruleset) => (ruleset?.rules ?? []).map((rule) => ({ description: '', ...rule })));
    expect(foreign(emptied)).toEqual(foreign(before));

    const release = zone.stack('s', (scope) => zoneWaf(scope, { release: true }));
    const writes = await zone.api.writes();
    const plan = await release.plan();
    const forgotten = (await release.plannedChanges()).filter(({ actions }) => actions[0] === 'forget');
    expect(
      forgotten.map(({ address }) => address).filter((address) => address.startsWith('cloudflare_')),
    ).toEqual([
      'cloudflare_ruleset.waf_example_com_custom["entry_point"]',
      'cloudflare_ruleset.waf_example_com_managed["entry_point"]',
    ]);
    expect(plan.output).toContain('0 to destroy');
    expect((await release.applySaved()).code).toBe(0);
    expect(await release.stateAddresses()).toEqual([]);
    expect((await release.plan()).output).toContain('No changes.');

    const gone = withoutZoneWaf();
    expect((await gone.deploy()).code).toBe(0);
    expect(await zone.api.writes()).toEqual(writes);
    expect(await entryPoints()).toEqual(emptied);
  });
});
