import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ZoneWafProps } from '../../lib';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, managedException, zoneWaf } from './support/exceptions';
import { SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, EMPTY_ZONE, LIVED_IN } from './support/seeds';

const HIDDEN = `Cloudflare's list of rulesets does not show the entry point of the ${CUSTOM} rules of zone example.com, which is in the state of this stack.`;

describeWithTerraform('a list of rulesets that does not show the entry point in the state', () => {
  let zone: SandboxZone;
  afterEach(() => zone.close());

  const stack = (ids: readonly string[], props: Partial<ZoneWafProps> = {}) =>
    zone.stack('s', (scope) => {
      const waf = zoneWaf(scope, props);
      for (const id of ids) customException(waf, id);
    });
  /** The next lists show no entry point of the custom phase, as if it stood on page two. */
  const hide = async (times = 1) => {
    const shown = await zone.api.call<readonly { phase: string; kind: string }[]>(
      'GET',
      `/zones/${ZONE_ID}/rulesets`,
    );
    await zone.api.fault({
      operation: 'list-rulesets',
      times,
      status: 200,
      body: {
        success: true,
        result: shown.filter(({ phase, kind }) => phase !== CUSTOM || kind !== 'zone'),
        errors: [],
        messages: [],
      },
    });
  };
  const refs = async () => (await zone.api.rules(ZONE_ID, CUSTOM)).map(({ ref }) => ref);

  it('refuses a change, whatever the entry point holds, and goes on once the list shows it', async () => {
    zone = await SandboxZone.start(EMPTY_ZONE);
    const created = await stack(['a']).deploy();
    expect(created.output).toContain('Plan: 2 to add, 0 to change, 0 to destroy.');
    expect((await stack(['a']).plan()).output).toContain('No changes.');

    await hide();
    const { length } = await zone.api.writes();
    const planned = await stack(['b']).plan();
    expect(planned.code).toBe(1);
    expect(planned.output).toContain(HIDDEN);
    await hide();
    expect((await stack(['b']).deploy()).output).toContain(HIDDEN);
    expect(await zone.api.writes()).toHaveLength(length);
    expect(await refs()).toEqual(['wafx__team-a__a']);

    expect((await stack(['b']).deploy()).code).toBe(0);
    expect(await refs()).toEqual(['wafx__team-a__b']);
    expect((await stack(['b']).plan()).output).toContain('No changes.');
  });

  it('refuses a plan that has nothing to change, too', async () => {
    zone = await SandboxZone.start(EMPTY_ZONE);
    await stack(['a']).deploy();
    // Runs are told apart by the second they begin in, and a fast machine does both in one.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await hide();
    expect((await stack(['a']).plan()).output).toContain(HIDDEN);
  });

  it('refuses while an exception of another team is added to an entry point with ours alone', async () => {
    zone = await SandboxZone.start(EMPTY_ZONE);
    await stack(['a']).deploy();
    const other = zone.stack('other', (scope) =>
      customException(zoneWaf(scope, { namespace: 'team-b' }), 'b'),
    );
    await hide();
    const plan = await stack(['c']).plan();
    expect((await other.deploy()).code).toBe(0);
    expect(plan.code).toBe(1);
    expect(await refs()).toEqual(['wafx__team-a__a', 'wafx__team-b__b']);
  });

  it('refuses for ever until the id of the entry point is named', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    await stack(['a']).deploy();
    const id = (await zone.api.entryPoint(ZONE_ID, CUSTOM))?.id ?? '';
    await hide(3);
    expect((await stack(['b']).plan()).output).toContain('name the id of the entry point in `entryPointIds`');
    const named = stack(['b'], { entryPointIds: { [CUSTOM]: id } });
    expect((await named.deploy()).code).toBe(0);
    expect((await named.plan()).output).toContain('No changes.');
  });

  it('creates an entry point anew that somebody deleted', async () => {
    zone = await SandboxZone.start(EMPTY_ZONE);
    await stack(['a']).deploy();
    const id = (await zone.api.entryPoint(ZONE_ID, CUSTOM))?.id ?? '';
    await zone.api.call('DELETE', `/zones/${ZONE_ID}/rulesets/${id}`);
    expect((await stack(['a']).deploy()).code).toBe(0);
    expect(await refs()).toEqual(['wafx__team-a__a']);
    expect((await stack(['a']).plan()).output).toContain('No changes.');
    await hide();
    expect((await stack(['b']).plan()).output).toContain(HIDDEN);
  });

  it('remembers anew after the state was lost', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    await stack(['a']).deploy();
    rmSync(join(zone.directory, 'terraform'), { recursive: true, force: true });
    expect((await stack(['a']).deploy()).output).toContain('Plan: 2 to import, 2 to add, 0 to change');
    expect((await stack(['a']).plan()).output).toContain('No changes.');
    await hide();
    expect((await stack(['b']).plan()).output).toContain(HIDDEN);
  });

  it('is not looked at where the state has no entry point', async () => {
    zone = await SandboxZone.start(EMPTY_ZONE);
    const empty = stack([]);
    const plan = await empty.plan();
    expect([plan.code, await empty.plannedChanges()]).toEqual([0, []]);
  });

  it('still reads the entry point in the state while the other phase changes', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    await stack(['a']).deploy();
    const both = zone.stack('s', (scope) => {
      const waf = zoneWaf(scope);
      customException(waf, 'a');
      managedException(waf, 'b');
    });
    await hide();
    const plan = await both.plan();
    expect(plan.code).toBe(1);
    expect(plan.output).toContain(`would drop rules of others from the ${CUSTOM} rules`);
  });

  describe('when the stack lets go', () => {
    const release = () => stack([], { release: true });

    it('is refused, with the exception still live', async () => {
      zone = await SandboxZone.start(LIVED_IN);
      await stack(['a']).deploy();
      await hide();
      const refused = await release().deploy();
      expect(refused.code).toBe(1);
      expect(refused.output).toContain(
        `does not show the entry point of the ${CUSTOM} rules of zone example.com, which this stack has managed`,
      );
      expect(await release().stateAddresses()).toHaveLength(2);
      expect((await stack([]).deploy()).code).toBe(0);
      expect((await release().deploy()).code).toBe(0);
      expect(await release().stateAddresses()).toEqual([]);
      expect((await release().plan()).output).toContain('No changes.');
    });

    it('goes on where the zone never had an entry point', async () => {
      zone = await SandboxZone.start(EMPTY_ZONE);
      await stack(['a']).deploy();
      await stack([]).deploy();
      expect((await release().deploy()).code).toBe(0);
      expect((await release().plan()).output).toContain('No changes.');
    });

    it('goes on after a deploy that learns that somebody deleted the entry point', async () => {
      zone = await SandboxZone.start(LIVED_IN);
      await stack(['a']).deploy();
      await stack([]).deploy();
      const id = (await zone.api.entryPoint(ZONE_ID, CUSTOM))?.id ?? '';
      await zone.api.call('DELETE', `/zones/${ZONE_ID}/rulesets/${id}`);
      expect((await release().deploy()).output).toContain('deploy once more without `release`, then let go');
      expect((await stack([]).deploy()).code).toBe(0);
      expect((await release().deploy()).code).toBe(0);
    });

    it('can be taken back', async () => {
      zone = await SandboxZone.start(LIVED_IN);
      await stack(['a']).deploy();
      await stack([]).deploy();
      await release().deploy();
      expect((await stack(['a']).deploy()).code).toBe(0);
      expect((await stack(['a']).plan()).output).toContain('No changes.');
    });
  });
});
