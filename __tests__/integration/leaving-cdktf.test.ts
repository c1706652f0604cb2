import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IpList } from '../../lib';
import { type JsonObject, renderConfiguration } from '../../lib/hcl';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, managedException, zoneWaf } from './support/exceptions';
import { ACCOUNT_ID, SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, LIVED_IN } from './support/seeds';

describeWithTerraform('leaving CDKTF', () => {
  let zone: SandboxZone;
  afterEach(() => zone.close());

  it.each([
    ['the synthesised JSON', 'main.tf.json', (json: string) => json],
    ['HCL', 'main.tf', (json: string) => renderConfiguration(JSON.parse(json) as JsonObject)],
  ])('goes on with %s alone, on the same state, and nothing changes', async (_title, file, convert) => {
    zone = await SandboxZone.start(LIVED_IN);
    const stack = zone.stack('s', (scope) => {
      const waf = zoneWaf(scope, { zonePlan: 'business' });
      customException(waf, 'a', { reason: 'Body holds ${jndi} and %{if} and "quotes" \\ here' });
      managedException(waf, 'b');
      const description = 'Where "we" work: ${x}';
      const items = [{ ip: '203.0.113.0/24', comment: 'Berlin \\ %{1}' }, { ip: '198.51.100.7' }];
      const from = new IpList(scope, 'office', { accountId: ACCOUNT_ID, description, items });
      const request = { host: 'app.example.com', method: 'POST', path: '/c', from } as const;
      customException(waf, 'c', { request });
    });
    expect((await stack.deploy()).code).toBe(0);
    const writes = await zone.api.writes();

    const folder = join(zone.directory, 'plain');
    mkdirSync(folder);
    writeFileSync(join(folder, file), convert(readFileSync(join(stack.folder, 'cdk.tf.json'), 'utf8')));
    const states = join(zone.directory, 'terraform');
    mkdirSync(join(states, 'plain'));
    copyFileSync(join(states, 'cdktf.out/stacks/s/state.tfstate'), join(states, 'plain/state.tfstate'));
    expect((await zone.run('terraform', ['init', '-no-color'], folder)).code).toBe(0);
    const plan = await zone.run('terraform', ['plan', '-no-color'], folder);
    expect(plan.output).toContain('No changes.');
    expect(await zone.api.writes()).toEqual(writes);

    // The guards came along: a click after the plan is still noticed.
    const saved = join(folder, 'saved');
    await zone.api.editRule(ZONE_ID, CUSTOM, 'wafx__team-a__a', { enabled: false });
    expect((await zone.run('terraform', ['plan', '-no-color', `-out=${saved}`], folder)).code).toBe(0);
    await zone.api.editRule(ZONE_ID, CUSTOM, 'block-wp', { enabled: false });
    const apply = await zone.run('terraform', ['apply', '-no-color', saved], folder);
    expect(apply.code).toBe(1);
    expect(apply.output).toContain('Nothing was written: plan again.');
  });
});
