import { lostUpdates } from '../../lib/ci/outcome/lost-updates';
import { knownReason } from '../../lib/ci/outcome/failures';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, zoneWaf } from './support/exceptions';
import { type DeployedStack, SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, LIVED_IN } from './support/seeds';

const ADDRESS = 'cloudflare_ruleset.waf_example_com_custom["entry_point"]';

describeWithTerraform('a write that ends badly', () => {
  let zone: SandboxZone;
  beforeEach(async () => {
    zone = await SandboxZone.start(LIVED_IN);
  });
  afterEach(() => zone.close());

  const team = (namespace: string, ...ids: readonly string[]) =>
    zone.stack(namespace, (scope) => {
      const waf = zoneWaf(scope, { namespace });
      for (const id of ids) customException(waf, id);
    });
  const refs = async () => (await zone.api.rules(ZONE_ID, CUSTOM)).map(({ ref }) => ref);
  const shown = async (stack: DeployedStack) =>
    JSON.parse((await stack.terraform('show', '-json', 'plan')).output) as unknown;
  /** Removes the rule while the next write to the entry point is on its way, past every check. */
  const removeMeanwhile = async (ref: string) => {
    const { id, rules = [] } = (await zone.api.entryPoint(ZONE_ID, CUSTOM)) ?? { id: '' };
    const rule = rules.find((candidate) => candidate.ref === ref);
    await zone.api.fault({ operation: 'update-ruleset', times: 1, delayMs: 3000 });
    const { length } = await zone.api.writes();
    return async () => {
      while ((await zone.api.writes()).length === length) await new Promise((done) => setTimeout(done, 50));
      await zone.api.call('DELETE', `/zones/${ZONE_ID}/rulesets/${id}/rules/${rule?.id ?? ''}`);
    };
  };

  it('is a lost update where it revives what somebody removed, with the versions to compare', async () => {
    await team('team-b', 'revoked').deploy();
    await team('team-a').deploy();
    const stack = team('team-a', 'a');
    await stack.plan();
    const planned = await shown(stack);
    const remove = await removeMeanwhile('wafx__team-b__revoked');
    const [apply] = await Promise.all([stack.applySaved(), remove()]);
    expect(apply.code).toBe(1);
    // Terraform itself says it, beside the error that blames the provider: also after a deploy by hand.
    expect(apply.output).toContain('Provider produced inconsistent result after apply');
    expect(apply.output).toContain(
      'LOST UPDATE? Someone else wrote the http_request_firewall_custom rules of zone example.com during this apply: they were at version 2 when planned and are at 4 now.',
    );
    expect(knownReason(apply.output)).toMatchObject({
      reason: 'LOST UPDATE? Someone else wrote the entry point during the apply',
      isLostUpdate: true,
    });
    // All that this plan wanted is there, and the exception is back.
    expect((await stack.plan()).output).toContain('No changes.');
    expect(await refs()).toContain('wafx__team-b__revoked');
    expect(lostUpdates(planned, await shown(stack))).toEqual([
      `${ADDRESS} was at version 2 in the plan and is now at 4`,
    ]);
    // The next deploy of the stack that revoked it removes it again.
    await team('team-b').deploy();
    expect(await refs()).toEqual(['wafx__team-a__a', 'block-wp', 'challenge']);
  });

  it('is no lost update where nobody else wrote', async () => {
    const stack = team('team-a', 'a');
    await stack.plan();
    const planned = await shown(stack);
    await stack.applySaved();
    await stack.plan();
    expect(lostUpdates(planned, await shown(stack))).toEqual([]);
  });

  it('is forgotten and adopted again where its answer could not be read', async () => {
    const stack = team('team-a', 'a');
    await stack.init();
    await zone.api.fault({ operation: 'update-ruleset', times: 1, status: 200, body: 'gateway' });
    const apply = await stack.deploy();
    const plan = await stack.plan();
    expect(plan.output).toContain('missing required ruleset_id parameter');
    expect(apply.output).not.toContain('LOST UPDATE');
    for (const { output } of [apply, plan]) {
      expect(knownReason(output)?.reason).toMatch(/^Cloudflare's answer to a write could not be read/);
      expect(knownReason(output)?.help).toContain(`run terraform state rm '${ADDRESS}', then`);
    }
    expect((await stack.terraform('state', 'rm', ADDRESS)).code).toBe(0);
    expect((await stack.deploy()).output).toContain('1 imported');
    expect(await refs()).toEqual(['wafx__team-a__a', 'block-wp', 'challenge']);
    expect((await stack.plan()).output).toContain('No changes.');
  });

  it('may be a lost update where its answer does not say the version', async () => {
    const stack = team('team-a', 'a');
    await stack.plan();
    const result = { ...(await zone.api.entryPoint(ZONE_ID, CUSTOM)), version: undefined };
    const body = { success: true, errors: [], messages: [], result };
    await zone.api.fault({ operation: 'update-ruleset', times: 1, status: 200, body });
    const apply = await stack.applySaved();
    expect(apply.output).toContain('they were at version 1 when planned and are at unknown now.');
  });

  it('says where an id comes from that names no entry point any more', async () => {
    const { id } = (await zone.api.entryPoint(ZONE_ID, CUSTOM)) ?? { id: '' };
    const stack = zone.stack('s', (scope) =>
      customException(zoneWaf(scope, { entryPointIds: { [CUSTOM]: id } }), 'a'),
    );
    expect((await stack.deploy()).code).toBe(0);
    expect((await stack.plan()).output).toContain('No changes.');
    await zone.api.call('DELETE', `/zones/${ZONE_ID}/rulesets/${id}`);
    const plan = await stack.plan();
    expect(plan.output).toContain(
      'entryPointIds of the ZoneWaf names it: if it is not found, someone deleted it',
    );
    expect(knownReason(plan.output)?.reason).toBe(
      'no entry point has the id that `entryPointIds` of a ZoneWaf names',
    );
    const corrected = zone.stack('s', (scope) => customException(zoneWaf(scope), 'a'));
    expect((await corrected.deploy()).code).toBe(0);
    expect(await refs()).toEqual(['wafx__team-a__a']);
  });

  it('says what to do where the list hides the entry point of a first deploy', async () => {
    await zone.api.fault({
      operation: 'list-rulesets',
      times: 1,
      status: 200,
      body: { success: true, result: [] },
    });
    const apply = await team('team-a', 'a').deploy();
    expect(knownReason(apply.output)?.reason).toContain('that the list of rulesets did not show');
    // Terraform quotes the condition that it cannot look at, and the comment in it says why.
    expect(apply.output).not.toMatch(/LOST UPDATE\?[^$]*are at/);
  });
});
