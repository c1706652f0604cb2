import type { TerraformStack } from 'cdktf';
import { IpList, Zone, ZoneWaf } from '../../lib';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, managedException } from './support/exceptions';
import { ACCOUNT_ID, SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, DASHBOARD_RULES, EXECUTE_RULES, MANAGED } from './support/seeds';

const OTHER_ZONE_ID = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
const CLICKED = { ref: 'clicked', action: 'block', expression: '(http.request.uri.path eq "/x")' };
const RULESETS = [
  { phase: CUSTOM, rules: DASHBOARD_RULES },
  { phase: MANAGED, rules: EXECUTE_RULES },
];

describeWithTerraform('a deploy that writes several things', () => {
  let zone: SandboxZone;
  beforeEach(async () => {
    zone = await SandboxZone.start({
      accounts: [{ id: ACCOUNT_ID, name: 'Example' }],
      zones: [
        { id: ZONE_ID, name: 'example.com', account: ACCOUNT_ID, plan: 'business', rulesets: RULESETS },
        { id: OTHER_ZONE_ID, name: 'example.net', account: ACCOUNT_ID, plan: 'business', rulesets: RULESETS },
      ],
    });
  });
  afterEach(() => zone.close());

  const wafOf = (scope: TerraformStack, name: string) =>
    new ZoneWaf(scope, name, { zone: Zone.fromName(name), namespace: 'team-a' });
  const request = (host: string, path: string, from?: IpList) => ({
    request: { host, method: 'POST', path, ...(from === undefined ? {} : { from }) } as const,
  });
  /** Both phases of one zone, the custom one of another, and a list that both name. */
  const stack = (path: string, ip: string, otherPath = path) =>
    zone.stack('s', (scope) => {
      const items = [{ ip }];
      const list = new IpList(scope, 'office', { accountId: ACCOUNT_ID, description: 'Office', items });
      const waf = wafOf(scope, 'example.com');
      customException(waf, 'a', request('app.example.com', path, list));
      managedException(waf, 'b', request('app.example.com', path));
      customException(wafOf(scope, 'example.net'), 'a', request('app.example.net', otherPath));
    });
  const click = (zoneId = ZONE_ID) => zone.api.addRule(zoneId, CUSTOM, CLICKED);
  const changed = (name = 'example.com', phase: string = CUSTOM) =>
    `Someone else changed the ${phase} rules of zone ${name} after this plan was made. Nothing was written: plan again.`;

  it.each<[string, () => Promise<void>, string]>([
    ['its custom rules', () => click(), changed()],
    [
      'its managed rules',
      () => zone.api.editRule(ZONE_ID, MANAGED, 'execute-managed', { description: 'clicked' }),
      changed('example.com', MANAGED),
    ],
    ['the custom rules of its other zone', () => click(OTHER_ZONE_ID), changed('example.net')],
  ])('writes no entry point and no list after a click in %s', async (_title, someone, message) => {
    expect((await stack('/old', '203.0.113.1').deploy()).code).toBe(0);
    expect((await stack('/old', '203.0.113.1').plan()).output).toContain('No changes.');
    const next = stack('/new', '203.0.113.2');
    expect((await next.plan()).code).toBe(0);
    await someone();
    const writes = await zone.api.writes();
    const refused = await next.applySaved();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain(message);
    expect(await zone.api.writes()).toEqual(writes);
    expect((await next.deploy()).output).toContain('Apply complete!');
    expect((await next.plan()).output).toContain('No changes.');
  });

  it('makes no list, and no entry point, when the first deploy is refused', async () => {
    const first = stack('/old', '203.0.113.1');
    await first.plan();
    await click(OTHER_ZONE_ID);
    const writes = await zone.api.writes();
    expect((await first.applySaved()).output).toContain(changed('example.net'));
    expect(await zone.api.writes()).toEqual(writes);
  });

  it('names all that has changed', async () => {
    await stack('/old', '203.0.113.1').deploy();
    const next = stack('/new', '203.0.113.1');
    await next.plan();
    await click();
    await click(OTHER_ZONE_ID);
    expect((await next.applySaved()).output).toContain(
      `Someone else changed the ${CUSTOM} rules of zone example.com and the ${CUSTOM} rules of zone example.net after this plan was made. Nothing was written`,
    );
  });

  it('goes on after a click in a zone of the stack that it does not write', async () => {
    await stack('/old', '203.0.113.1').deploy();
    const next = stack('/new', '203.0.113.1', '/old');
    await next.plan();
    await click(OTHER_ZONE_ID);
    expect((await next.applySaved()).output).toContain('Apply complete!');
    expect((await next.plan()).output).toContain('No changes.');
  });
});
