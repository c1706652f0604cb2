import { toApiJson } from '../../lib';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, zoneWaf } from './support/exceptions';
import { SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, LIVED_IN } from './support/seeds';

describeWithTerraform('an exception that was added by hand in an emergency', () => {
  let zone: SandboxZone;
  afterEach(() => zone.close());

  it('is the one that the code adopts, and no other rule is touched', async () => {
    zone = await SandboxZone.start(LIVED_IN);
    const before = await zone.api.rules(ZONE_ID, CUSTOM);
    let body = '';
    const stack = zone.stack('s', (scope) => {
      body = toApiJson(customException(zoneWaf(scope), 'export').exception.rule);
    });
    const { id = '' } = (await zone.api.entryPoint(ZONE_ID, CUSTOM)) ?? {};
    const add = () => zone.api.call('POST', `/zones/${ZONE_ID}/rulesets/${id}/rules`, JSON.parse(body));
    await add();
    const [added, ...others] = await zone.api.rules(ZONE_ID, CUSTOM);
    expect(added?.ref).toBe('wafx__team-a__export');
    expect(others).toEqual(before);
    await expect(add()).rejects.toThrow();

    const plan = await stack.plan();
    expect(plan.output).toContain('0 to change, 0 to destroy');
    expect((await stack.applySaved()).code).toBe(0);
    expect(await zone.api.rules(ZONE_ID, CUSTOM)).toEqual([added, ...others]);
    expect((await zone.api.writes()).filter((write) => !write.startsWith('POST'))).toEqual([]);
  });
});
