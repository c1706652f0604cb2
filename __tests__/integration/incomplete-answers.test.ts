import { reviewPlan } from '../../lib/review';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, zoneWaf } from './support/exceptions';
import { SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, DASHBOARD_RULES, seedOf } from './support/seeds';

type Rules = readonly object[] | null | undefined;

const HALVES: readonly (readonly [string, (rules: readonly object[]) => Rules])[] = [
  ['without rules', () => undefined],
  ['with null for the rules', () => null],
  ['with half of the rules', (rules) => rules.slice(0, -1)],
  [
    'with half of a rule',
    (rules) =>
      rules.map((rule) =>
        'ref' in rule && rule.ref === 'blocks' ? { ...rule, action_parameters: undefined } : rule,
      ),
  ],
];

describeWithTerraform('an answer of the right version that leaves rules out', () => {
  let zone: SandboxZone;
  beforeEach(async () => {
    // No managed entry point: all reads of a ruleset are those of this one.
    zone = await SandboxZone.start(
      seedOf([
        {
          phase: CUSTOM,
          rules: [
            ...DASHBOARD_RULES,
            {
              ref: 'blocks',
              action: 'block',
              expression: 'ssl',
              action_parameters: {
                response: { status_code: 403, content_type: 'text/plain', content: 'no' },
              },
            },
          ],
        },
      ]),
    );
    expect((await stack('a').deploy()).code).toBe(0);
  });
  afterEach(() => zone.close());

  const stack = (...ids: readonly string[]) =>
    zone.stack('s', (scope) => {
      const waf = zoneWaf(scope);
      for (const id of ids) customException(waf, id);
    });
  const spoil = async (change: (rules: readonly object[]) => Rules, times: number) => {
    const live = await zone.api.entryPoint(ZONE_ID, CUSTOM);
    const result = { ...live, rules: change(live?.rules ?? []) };
    await zone.api.fault({
      operation: 'get-ruleset',
      times,
      status: 200,
      body: { success: true, errors: [], messages: [], result },
    });
  };

  it.each(HALVES)('%s refuses the plan when another read differs', async (_title, change) => {
    const before = await zone.api.rules(ZONE_ID, CUSTOM);
    for (const ids of [['a', 'b'], []]) {
      await spoil(change, 1);
      const refused = await stack(...ids).deploy();
      expect(refused.code).toBe(1);
      expect(refused.output).toContain('Cloudflare gave two different answers');
      expect(await zone.api.rules(ZONE_ID, CUSTOM)).toEqual(before);
    }
  });

  it.each(HALVES)('%s refuses a plan that would change nothing else', async (_title, change) => {
    const before = await zone.api.rules(ZONE_ID, CUSTOM);
    await spoil(change, 1);
    const refused = await stack('a').deploy();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('Cloudflare gave two different answers');
    expect(await zone.api.rules(ZONE_ID, CUSTOM)).toEqual(before);
    expect((await stack('a').plan()).output).toContain('No changes.');
  });

  it.each(HALVES)('%s refuses the write when it is the last read', async (_title, change) => {
    const before = await zone.api.rules(ZONE_ID, CUSTOM);
    const next = stack('a', 'b');
    await next.plan();
    await spoil(change, 1);
    const refused = await next.applySaved();
    expect(refused.output).toContain(
      `Cloudflare gave no complete answer for the ${CUSTOM} rules of zone example.com when they were read again. Nothing was written`,
    );
    expect(await zone.api.rules(ZONE_ID, CUSTOM)).toEqual(before);
    expect((await next.deploy()).code).toBe(0);
  });

  it.each(HALVES)('%s on every read is refused by the review', async (_title, change) => {
    const next = stack('a', 'b');
    await spoil(change, 3);
    expect((await next.plan()).code).toBe(0);
    const shown = JSON.parse((await next.terraform('show', '-json', 'plan')).output) as unknown;
    expect(() => reviewPlan({ name: 'plan', content: shown })).toThrow(
      'cloudflare_ruleset.waf_example_com_custom["entry_point"]` holds less than the state although its version, 2, is the same',
    );
  });

  it('is no reason to refuse a plan after a change by somebody else', async () => {
    await zone.api.editRule(ZONE_ID, CUSTOM, 'block-wp', { enabled: false });
    const next = stack('a', 'b');
    await next.plan();
    const shown = JSON.parse((await next.terraform('show', '-json', 'plan')).output) as unknown;
    expect(reviewPlan({ name: 'plan', content: shown }).isEmpty).toBe(false);
  });
});
