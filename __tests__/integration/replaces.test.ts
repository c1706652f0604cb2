import { ManagedRuleset, Skip, type WafExceptionProps } from '../../lib';
import { fingerprint } from '../../lib/exceptions';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, managedException, zoneWaf } from './support/exceptions';
import { SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, EXECUTE_RULES, MANAGED, seedOf } from './support/seeds';

/** What somebody clicked in the dashboard. */
const CLICKED = {
  ref: 'clicked',
  action: 'skip',
  expression: '(http.host eq "app.example.com" and http.request.uri.path contains "<export> & more")',
  description: 'Export is blocked',
  action_parameters: { products: ['waf', 'bic'], phases: [MANAGED] },
  logging: { enabled: true },
};
const SHA256 = fingerprint({ ...CLICKED, enabled: true, parameters: CLICKED.action_parameters });
const OTHERS = [1, 2, 3, 4].map((number) => ({
  ref: `block-${number}`,
  action: 'block',
  expression: `(http.request.uri.path eq "/${number}")`,
  description: '',
}));
const FULL = [OTHERS[0], OTHERS[1], CLICKED, OTHERS[2], OTHERS[3]] as readonly object[];
const MANAGED_SKIP = {
  ref: 'clicked-managed',
  action: 'skip',
  expression: '(http.request.uri.path eq "/export")',
  description: '',
  action_parameters: { rulesets: [ManagedRuleset.OWASP_CORE.id] },
  logging: { enabled: true },
};

describeWithTerraform('an exception that takes the place of a rule of others', () => {
  let zone: SandboxZone;
  afterEach(() => zone.close());

  const stackWith = (props: Partial<WafExceptionProps>) =>
    zone.stack('s', (scope) => customException(zoneWaf(scope), 'export', props));
  const refs = async (phase: typeof CUSTOM | typeof MANAGED) =>
    (await zone.api.rules(ZONE_ID, phase)).map(({ ref }) => ref);

  it('needs no room in a zone that is full, and leaves no gap', async () => {
    zone = await SandboxZone.start(
      seedOf(
        [
          { phase: CUSTOM, rules: FULL },
          { phase: MANAGED, rules: EXECUTE_RULES.slice(0, 0) },
        ],
        'free',
      ),
    );
    const before = await zone.api.rules(ZONE_ID, CUSTOM);
    const stack = stackWith({ replaces: { rule: 'clicked', sha256: SHA256 } });
    expect((await stackWith({}).plan()).output).toContain('would have 6 custom rules, and its quota is 5');
    const withReplaces = stackWith({ replaces: { rule: 'clicked', sha256: SHA256 } });
    const plan = await withReplaces.plan();
    expect(plan.code).toBe(0);
    expect(plan.output).not.toContain('Warning: Check block assertion failed');
    expect((await stack.applySaved()).code).toBe(0);
    expect(await zone.api.writes()).toHaveLength(1);
    const after = await zone.api.rules(ZONE_ID, CUSTOM);
    expect(after[0]?.ref).toBe('wafx__team-a__export');
    expect(after.slice(1)).toEqual(before.filter(({ ref }) => ref !== 'clicked'));

    const second = await stack.plan();
    expect(second.output).toContain(
      'Zone example.com has no rule that `replaces` names: clicked. If an exception has taken its place, remove `replaces` from the code; otherwise correct it.',
    );
    expect(second.output).toContain('No changes.');
    const done = await stackWith({}).plan();
    expect(done.output).toContain('No changes.');
    expect(done.output).not.toContain('Warning:');
  });

  it('names it by its id', async () => {
    zone = await SandboxZone.start(
      seedOf([
        { phase: CUSTOM, rules: FULL },
        { phase: MANAGED, rules: EXECUTE_RULES },
      ]),
    );
    const [, , clicked] = await zone.api.rules(ZONE_ID, CUSTOM);
    const stack = stackWith({ replaces: { rule: String(clicked?.id), sha256: SHA256 } });
    expect((await stack.deploy()).output).toContain('Apply complete!');
    expect(await refs(CUSTOM)).toEqual(['wafx__team-a__export', 'block-1', 'block-2', 'block-3', 'block-4']);
  });

  it.each([
    ['its expression', { expression: '(ssl)' }],
    ['what it skips', { action_parameters: { phases: ['http_ratelimit'] } }],
    ['whether it is on', { enabled: false }],
  ])('refuses a rule of which somebody changed %s', async (_title, change) => {
    zone = await SandboxZone.start(
      seedOf([
        { phase: CUSTOM, rules: FULL },
        { phase: MANAGED, rules: EXECUTE_RULES },
      ]),
    );
    await zone.api.editRule(ZONE_ID, CUSTOM, 'clicked', { ...CLICKED, ...change });
    const plan = await stackWith({ replaces: { rule: 'clicked', sha256: SHA256 } }).plan();
    expect(plan.code).toBe(1);
    expect(plan.output).toContain(
      'These rules of the http_request_firewall_custom rules of zone example.com have changed since `replaces` was written: clicked. Nothing was written.',
    );
    expect(await zone.api.writes()).toHaveLength(1);
    expect((await stackWith({ replaces: 'clicked' }).plan()).code).toBe(0);
  });

  it('takes the place of skip rules only', async () => {
    zone = await SandboxZone.start(
      seedOf([
        { phase: CUSTOM, rules: FULL },
        { phase: MANAGED, rules: EXECUTE_RULES },
      ]),
    );
    const plan = await stackWith({ replaces: ['clicked', 'block-2'] }).plan();
    expect(plan.code).toBe(1);
    expect(plan.output).toContain(
      'names rules of the http_request_firewall_custom rules of zone example.com that are not skip rules, so an exception cannot replace them: block-2. Nothing was written.',
    );
  });

  it('moves it to the managed phase, the exception first', async () => {
    zone = await SandboxZone.start(
      seedOf([
        { phase: CUSTOM, rules: FULL },
        { phase: MANAGED, rules: EXECUTE_RULES },
      ]),
    );
    const stack = zone.stack('s', (scope) =>
      managedException(zoneWaf(scope), 'export', { replaces: { rule: 'clicked', sha256: SHA256 } }),
    );
    expect((await stack.deploy()).output).toContain('Apply complete!');
    expect(await refs(MANAGED)).toEqual(['wafx__team-a__export', 'execute-managed', 'execute-owasp']);
    expect(await refs(CUSTOM)).toEqual(['block-1', 'block-2', 'block-3', 'block-4']);
    const writes = await zone.api.writes();
    expect(writes).toHaveLength(2);
    expect((await stack.plan()).output).toContain('No changes.');
  });

  it('moves it to the custom phase in two deploys, the exception first', async () => {
    zone = await SandboxZone.start(
      seedOf([
        { phase: CUSTOM, rules: OTHERS },
        { phase: MANAGED, rules: [MANAGED_SKIP, ...EXECUTE_RULES] },
      ]),
    );
    const stack = stackWith({ skip: Skip.allManagedRules(), accept: [], replaces: 'clicked-managed' });
    expect((await stack.deploy()).output).toContain('Apply complete!');
    expect(await refs(CUSTOM)).toContain('wafx__team-a__export');
    expect(await refs(MANAGED)).toEqual(['clicked-managed', 'execute-managed', 'execute-owasp']);
    expect((await stack.deploy()).output).toContain('Apply complete!');
    expect(await refs(MANAGED)).toEqual(['execute-managed', 'execute-owasp']);
    expect((await stack.plan()).output).toContain('No changes.');
  });

  it('adds the exception where the rule is gone, and says so', async () => {
    zone = await SandboxZone.start(
      seedOf([
        { phase: CUSTOM, rules: OTHERS },
        { phase: MANAGED, rules: EXECUTE_RULES },
      ]),
    );
    const deploy = await stackWith({ replaces: 'clicked' }).deploy();
    expect(deploy.output).toContain('Zone example.com has no rule that `replaces` names: clicked.');
    expect(deploy.output).toContain('Apply complete!');
    expect(await refs(CUSTOM)).toEqual(['wafx__team-a__export', 'block-1', 'block-2', 'block-3', 'block-4']);
  });
});
