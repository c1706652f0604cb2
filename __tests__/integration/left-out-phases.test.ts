import { ForeignRules, type ExceptionPhase } from '../../lib';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, managedException, zoneWaf } from './support/exceptions';
import { SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, DASHBOARD_RULES, EXECUTE_RULES, LIVED_IN, MANAGED, seedOf } from './support/seeds';

const ONLY_CUSTOM: readonly ExceptionPhase[] = ['http_request_firewall_custom'];
const ONLY_MANAGED: readonly ExceptionPhase[] = ['http_request_firewall_managed'];

/** `execute` rules that the provider reads, and refuses to plan. */
const UNWRITABLE = [{ rules: [] }, { categories: [] }, { enabled: true, rules: [] }, {}].map(
  (overrides, index) => ({
    ...EXECUTE_RULES[0],
    ref: `unwritable-${index}`,
    action_parameters: { id: 'efb7b8c949ac4650a09736fc376e9aee', overrides },
  }),
);
const REFS = UNWRITABLE.map(({ ref }) => ref).join(', ');

describeWithTerraform('a phase that `phases` leaves out', () => {
  let zone: SandboxZone;
  afterEach(() => zone.close());

  const entryPoint = (phase: typeof CUSTOM | typeof MANAGED) => zone.api.entryPoint(ZONE_ID, phase);
  const stack = (
    phases: readonly ExceptionPhase[] | undefined,
    exceptions: { readonly custom?: readonly string[]; readonly managed?: readonly string[] },
    props: object = {},
  ) =>
    zone.stack('s', (scope) => {
      const waf = zoneWaf(scope, { ...(phases !== undefined && { phases }), ...props });
      for (const id of exceptions.custom ?? []) customException(waf, id, { accept: [] });
      for (const id of exceptions.managed ?? []) managedException(waf, id);
    });
  const addressesOf = async (deployed: ReturnType<typeof stack>) =>
    [...(await deployed.stateAddresses())].sort();

  describe('whose entry point the provider cannot write', () => {
    beforeEach(async () => {
      zone = await SandboxZone.start(
        seedOf([
          { phase: CUSTOM, rules: DASHBOARD_RULES },
          { phase: MANAGED, rules: UNWRITABLE },
        ]),
      );
    });

    it('stands in the way of a stack that shares both, which says how to leave it out', async () => {
      const plan = await stack(undefined, { custom: ['a'] }).plan();
      expect(plan.code).toBe(1);
      expect(plan.output).toContain(
        `In the http_request_firewall_managed rules of zone example.com, these rules have an empty list or object, which the Cloudflare provider 5.14.0 refuses to plan: ${REFS}. Give these rules another form. This stack has no exception in this phase: phases: ['http_request_firewall_custom'] in its ZoneWaf leaves the entry point alone.`,
      );
    });

    it('does not advise to leave out what the stack needs', async () => {
      const plan = await stack(undefined, { managed: ['a'] }).plan();
      expect(plan.code).toBe(1);
      expect(plan.output).toContain(`refuses to plan: ${REFS}. Give these rules another form.`);
      expect(plan.output).not.toContain('leaves the entry point alone');
    });

    it('does not stand in the way where it is left out', async () => {
      const before = await entryPoint(MANAGED);
      const deployed = stack(ONLY_CUSTOM, { custom: ['a'] });
      const plan = await deployed.plan();
      expect(plan.code).toBe(0);
      expect(
        (await deployed.plannedChanges()).filter(({ importing }) => importing).map(({ address }) => address),
      ).toEqual(['cloudflare_ruleset.waf_example_com_custom["entry_point"]']);
      expect((await deployed.applySaved()).code).toBe(0);
      expect(await entryPoint(MANAGED)).toEqual(before);
      expect((await entryPoint(CUSTOM))?.rules?.map(({ ref }) => ref)).toEqual([
        'wafx__team-a__a',
        'block-wp',
        'challenge',
      ]);
      expect((await deployed.plan()).output).toContain('No changes.');
      expect((await stack(ONLY_CUSTOM, {}).deploy()).code).toBe(0);
      expect((await entryPoint(CUSTOM))?.rules).toHaveLength(2);
      expect(await entryPoint(MANAGED)).toEqual(before);
    });
  });

  it('is never written, whatever becomes of rules that no code declares', async () => {
    const extra = {
      ...DASHBOARD_RULES[0],
      action: 'skip',
      action_parameters: { ruleset: 'current' },
      ref: 'x',
    };
    zone = await SandboxZone.start(
      seedOf([
        { phase: CUSTOM, rules: DASHBOARD_RULES },
        { phase: MANAGED, rules: [extra, ...EXECUTE_RULES] },
      ]),
    );
    const before = await entryPoint(MANAGED);
    const foreignRules = ForeignRules.removeAllButManagedRulesets({ reason: 'SEC-12: code only' });
    expect((await stack(ONLY_CUSTOM, { custom: ['a'] }, { foreignRules }).deploy()).code).toBe(0);
    expect((await entryPoint(CUSTOM))?.rules?.map(({ ref }) => ref)).toEqual(['wafx__team-a__a']);
    expect(await entryPoint(MANAGED)).toEqual(before);
  });

  it('still tells whether exceptions of the other one skip anything', async () => {
    zone = await SandboxZone.start(seedOf([{ phase: CUSTOM, rules: DASHBOARD_RULES }]));
    const plan = await stack(ONLY_CUSTOM, { custom: ['a'] }).plan();
    expect(plan.code).toBe(1);
    expect(plan.output).toContain('These exceptions would skip nothing');
  });

  describe('by a stack that shared both', () => {
    beforeEach(async () => {
      zone = await SandboxZone.start(LIVED_IN);
      expect((await stack(undefined, { custom: ['a'], managed: ['b'] }).deploy()).code).toBe(0);
    });

    it('is refused while an exception of the stack is live there', async () => {
      const before = [await entryPoint(CUSTOM), await entryPoint(MANAGED)];
      const refused = await stack(ONLY_CUSTOM, { custom: ['a', 'c'] }).deploy();
      expect(refused.code).toBe(1);
      expect(refused.output).toContain(
        'Zone example.com still has exceptions of this stack in http_request_firewall_managed, which `phases` of the ZoneWaf leaves out: wafx__team-a__b. Nothing was changed. First deploy without these exceptions and with the phase in `phases`, then leave it out.',
      );
      expect([await entryPoint(CUSTOM), await entryPoint(MANAGED)]).toEqual(before);
      expect(await addressesOf(stack(ONLY_CUSTOM, {}))).toHaveLength(2);
    });

    it('is forgotten in one deploy, and adopted again when it is back', async () => {
      expect((await stack(undefined, { custom: ['a'] }).deploy()).code).toBe(0);
      const before = [await entryPoint(CUSTOM), await entryPoint(MANAGED)];
      const left = stack(ONLY_CUSTOM, { custom: ['a'] });
      const plan = await left.plan();
      expect(
        (await left.plannedChanges()).map(({ address, actions }) => [address, ...actions]),
      ).toContainEqual(['cloudflare_ruleset.waf_example_com_managed["entry_point"]', 'forget']);
      expect(plan.output).toContain('0 to destroy');
      expect((await left.applySaved()).code).toBe(0);
      expect(await addressesOf(left)).toEqual(['cloudflare_ruleset.waf_example_com_custom["entry_point"]']);
      expect((await left.plan()).output).toContain('No changes.');
      expect([await entryPoint(CUSTOM), await entryPoint(MANAGED)]).toEqual(before);

      const back = stack(undefined, { custom: ['a'], managed: ['b'] });
      expect((await back.deploy()).code).toBe(0);
      expect(await addressesOf(back)).toHaveLength(2);
      expect((await entryPoint(MANAGED))?.rules?.map(({ ref }) => ref)).toEqual([
        'wafx__team-a__b',
        ...EXECUTE_RULES.map(({ ref }) => ref),
      ]);
      expect((await back.plan()).output).toContain('No changes.');
    });

    it('may be the custom one, and holds back an exception that moves away from it', async () => {
      const moved = () =>
        zone.stack('s', (scope) => managedException(zoneWaf(scope, { phases: ONLY_MANAGED }), 'a'));
      const refused = await moved().deploy();
      expect(refused.code).toBe(1);
      expect(refused.output).toContain('in http_request_firewall_custom, which `phases`');
      expect((await stack(undefined, { managed: ['a'] }).deploy()).code).toBe(0);
      expect((await moved().deploy()).code).toBe(0);
      expect(await addressesOf(moved())).toEqual([
        'cloudflare_ruleset.waf_example_com_managed["entry_point"]',
      ]);
      expect((await moved().plan()).output).toContain('No changes.');
    });

    it('that somebody deleted since needs a deploy with it, as the plan says', async () => {
      expect((await stack(undefined, { custom: ['a'] }).deploy()).code).toBe(0);
      expect((await stack(ONLY_CUSTOM, { custom: ['a'] }).deploy()).code).toBe(0);
      const id = (await entryPoint(MANAGED))?.id ?? '';
      await zone.api.call('DELETE', `/zones/${ZONE_ID}/rulesets/${id}`);
      expect((await stack(ONLY_CUSTOM, {}).deploy()).output).toContain(
        'if someone deleted the entry point, deploy once with the phase http_request_firewall_managed in `phases`, then leave it out again.',
      );
      expect((await stack(undefined, {}).deploy()).code).toBe(0);
      const again = stack(ONLY_CUSTOM, {});
      expect((await again.deploy()).code).toBe(0);
      expect((await again.plan()).output).toContain('No changes.');
    });

    it('is released with the other one', async () => {
      expect((await stack(undefined, {}).deploy()).code).toBe(0);
      expect((await stack(ONLY_CUSTOM, {}).deploy()).code).toBe(0);
      const released = stack(ONLY_CUSTOM, {}, { release: true });
      expect((await released.deploy()).code).toBe(0);
      expect(await released.stateAddresses()).toEqual([]);
    });

    it('is not forgotten by a list of rulesets that does not show it', async () => {
      const left = stack(ONLY_CUSTOM, { custom: ['a'] });
      const listed = (await zone.api.entryPoint(ZONE_ID, CUSTOM)) ?? {};
      await zone.api.fault({
        operation: 'list-rulesets',
        times: 1,
        status: 200,
        body: { success: true, result: [listed], errors: [], messages: [] },
      });
      const refused = await left.deploy();
      expect(refused.code).toBe(1);
      expect(refused.output).toContain(
        "Cloudflare's list of rulesets does not show the entry point of the http_request_firewall_managed rules of zone example.com",
      );
      expect(await addressesOf(left)).toHaveLength(2);
    });
  });
});
