import { knownReason } from '../../lib/ci/outcome/failures';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, zoneWaf } from './support/exceptions';
import { type DeployedStack, SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, EMPTY_ZONE, LIVED_IN, MANAGED } from './support/seeds';

const refsOf = (rules: readonly { readonly ref: string }[]) => rules.map(({ ref }) => ref);
const CLICKED = { ref: 'clicked', action: 'block', expression: '(http.request.uri.path eq "/x")' };

describeWithTerraform('changes by others at the same time', () => {
  let zone: SandboxZone;
  const custom = () => zone.api.rules(ZONE_ID, CUSTOM);
  const team = (namespace: string, ...ids: readonly string[]): DeployedStack =>
    zone.stack(namespace, (scope) => {
      const waf = zoneWaf(scope, { namespace });
      for (const id of ids) customException(waf, id);
    });
  afterEach(() => zone.close());

  it('refuses a saved plan after a click in the dashboard, also in a first adoption', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    const stack = team('team-a', 'a');
    await stack.plan();
    await zone.api.addRule(ZONE_ID, CUSTOM, CLICKED);
    const apply = await stack.applySaved();
    expect(apply.code).toBe(1);
    expect(apply.output).toContain(
      'Someone else changed the http_request_firewall_custom rules of zone example.com after this plan was made. Nothing was written: plan again.',
    );
    expect(refsOf(await custom())).toEqual(['block-wp', 'challenge', 'clicked']);
    expect((await stack.deploy()).code).toBe(0);
    expect(refsOf(await custom())).toEqual(['wafx__team-a__a', 'block-wp', 'challenge', 'clicked']);
  });

  it('never revives an exception that another team revoked after the plan was made', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    await team('team-b', 'revoked').deploy();
    const stack = team('team-a', 'a');
    await stack.plan();
    expect((await team('team-b').deploy()).code).toBe(0);
    expect((await stack.applySaved()).code).toBe(1);
    expect(refsOf(await custom())).toEqual(['block-wp', 'challenge']);
  });

  it('refuses a saved plan that was applied already', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    const stack = team('team-a', 'a');
    await stack.plan();
    await stack.applySaved();
    const again = await stack.applySaved();
    expect(again.code).toBe(1);
    expect(again.output).toContain('Saved plan is stale');
  });

  it('refuses to create an entry point that appeared after the plan, and adopts it next time', async () => {
    zone = await SandboxZone.start(EMPTY_ZONE);
    const stack = team('team-a', 'a');
    await stack.plan();
    await zone.api.call('POST', `/zones/${ZONE_ID}/rulesets`, {
      kind: 'zone',
      phase: CUSTOM,
      name: 'default',
      rules: [CLICKED],
    });
    const apply = await stack.applySaved();
    expect(apply.code).toBe(1);
    expect(apply.output).toContain('20217');
    expect((await stack.deploy()).code).toBe(0);
    expect(refsOf(await custom())).toEqual(['wafx__team-a__a', 'clicked']);
  });

  it('reports a write that slipped through the last moment, with the versions to compare', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    const stack = team('team-a', 'a');
    await stack.init();
    // The PUT is on its way, past every check, when somebody clicks.
    await zone.api.fault({ operation: 'update-ruleset', times: 1, delayMs: 2500 });
    const { id } = (await zone.api.entryPoint(ZONE_ID, CUSTOM)) ?? { id: '' };
    const [apply] = await Promise.all([stack.deploy(), clickOnce(zone, id)]);
    expect(apply.code).toBe(1);
    expect(apply.output).toMatch(
      /LOST UPDATE\? Someone else wrote the http_request_firewall_custom rules of zone example\.com during this apply: they were at version 1 when planned and are at 3 now/,
    );
    // What it says to compare is there: the version in between holds the lost rule.
    const lost = await zone.api.call<{ rules: { ref: string }[] }>(
      'GET',
      `/zones/${ZONE_ID}/rulesets/${id}/versions/2`,
    );
    expect(refsOf(lost.rules)).toEqual(['block-wp', 'challenge', 'clicked']);
  });

  // A plan that changes nothing reads the live rules and refreshes the state; one that writes reads them once more. In
  // which order, Terraform and OpenTofu decide: whatever is read last finds another version than what was read first.
  it.each<[string, readonly string[], number]>([
    ['changes nothing', ['a'], 2],
    ['writes', ['a', 'b'], 3],
  ])('refuses a plan that %s, during which somebody clicks', async (_title, ids, reads) => {
    zone = await SandboxZone.start(LIVED_IN);
    await team('team-a', 'a').deploy();
    const stack = team('team-a', ...ids);
    const entryPoint = await zone.api.entryPoint(ZONE_ID, CUSTOM);
    const rule = entryPoint?.rules?.find(({ ref }) => ref === 'block-wp');
    const address = `/rulesets/${entryPoint?.id}`;
    const before = zone.sandbox.api.requests.length;
    await zone.api.fault({ operation: 'get-ruleset', times: 8, delayMs: 1000 });
    const isRead = ({ path }: { readonly path: string }) => path.endsWith(address);
    const click = async () => {
      while (zone.sandbox.api.requests.slice(before).filter(isRead).length < reads)
        await new Promise((resolve) => setTimeout(resolve, 20));
      const changed = { ...rule, enabled: false };
      await zone.api.call('PATCH', `/zones/${ZONE_ID}${address}/rules/${rule?.id}`, changed);
    };
    const [plan] = await Promise.all([stack.plan(), click()]);
    expect(plan.output).toContain(
      'Someone changed the http_request_firewall_custom rules of zone example.com while this plan was made',
    );
    expect(plan.code).toBe(1);
    expect(knownReason(plan.output)?.help).toBe('run the workflow again to make a new plan');
    expect((await stack.plan()).code).toBe(0);
    expect(await stack.plannedChanges()).toHaveLength(ids.length - 1);
  });

  it('refuses to revert a click with a state that was not refreshed', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    const stack = team('team-a', 'a');
    await stack.deploy();
    await zone.api.addRule(ZONE_ID, CUSTOM, CLICKED);
    const plan = await stack.terraform('plan', '-input=false', '-refresh=false');
    expect(plan.code).toBe(1);
    expect(plan.output).toContain(
      'Someone changed the http_request_firewall_custom rules of zone example.com',
    );
    expect((await stack.plan()).output).toContain('No changes.');
  });

  it('reads each entry point twice for a plan that changes nothing', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    const stack = team('team-a', 'a');
    await stack.deploy();
    const ids = await Promise.all(
      ([CUSTOM, MANAGED] as const).map(
        async (phase) => (await zone.api.entryPoint(ZONE_ID, phase))?.id ?? '',
      ),
    );
    const before = zone.sandbox.api.requests.length;
    expect((await stack.plan()).output).toContain('No changes.');
    const read = zone.sandbox.api.requests
      .slice(before)
      .map(({ path }) => /\/rulesets\/(\w+)$/.exec(path)?.[1]);
    expect(read.filter((id) => id !== undefined).sort()).toEqual(ids.flatMap((id) => [id, id]).sort());
  });

  it('loses no rule silently when two teams deploy at the same moment', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    for (let round = 0; round < 4; round++) {
      const [a, b] = [team('team-a', `a${round}`), team('team-b', `b${round}`)];
      await Promise.all([a.init(), b.init()]);
      const results = await Promise.all([a.deploy(), b.deploy()]);
      const refs = refsOf(await custom());
      const isComplete = refs.includes(`wafx__team-a__a${round}`) && refs.includes(`wafx__team-b__b${round}`);
      expect(isComplete || results.some(({ code }) => code !== 0)).toBe(true);
      expect(refs).toEqual(expect.arrayContaining(['block-wp', 'challenge']));
      // The cure that the report names: plan and deploy every stack of the zone again.
      expect([(await a.deploy()).code, (await b.deploy()).code]).toEqual([0, 0]);
      expect(refsOf(await custom())).toEqual([
        `wafx__team-a__a${round}`,
        `wafx__team-b__b${round}`,
        'block-wp',
        'challenge',
      ]);
    }
  });
});

/** Waits until the PUT has arrived and adds a rule while it is held up. */
async function clickOnce(zone: SandboxZone, rulesetId: string): Promise<void> {
  const deadline = Date.now() + 600_000;
  while (!zone.sandbox.api.requests.some(({ method }) => method === 'PUT') && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await zone.api.call('POST', `/zones/${ZONE_ID}/rulesets/${rulesetId}/rules`, CLICKED);
}
