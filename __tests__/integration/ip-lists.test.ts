import type { TerraformStack } from 'cdktf';
import { IpList } from '../../lib';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, zoneWaf } from './support/exceptions';
import { ACCOUNT_ID, SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, LIVED_IN } from './support/seeds';

interface LiveList {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

describeWithTerraform('IP lists', () => {
  let zone: SandboxZone;
  const lists = () => zone.api.call<readonly LiveList[]>('GET', `/accounts/${ACCOUNT_ID}/rules/lists`);
  const officeList = (scope: TerraformStack, props: object = {}) =>
    new IpList(scope, 'office', {
      accountId: ACCOUNT_ID,
      description: 'Office ${egress}',
      items: [
        { ip: '203.0.113.0/24', comment: 'Berlin %{1}' },
        { ip: '2001:db8:1::/48', comment: 'Wien' },
        { ip: '198.51.100.7/32' },
      ],
      ...props,
    });
  const withList = (props: object = {}) =>
    zone.stack('s', (scope) => {
      const request = {
        host: 'app.example.com',
        method: 'POST',
        path: '/a',
        from: officeList(scope, props),
      } as const;
      customException(zoneWaf(scope), 'a', { request });
    });
  beforeEach(async () => {
    zone = await SandboxZone.start(LIVED_IN);
  });
  afterEach(() => zone.close());

  it('makes the list before the rule that names it, with canonical items and comments', async () => {
    expect((await withList().deploy()).code).toBe(0);
    const [list] = await lists();
    expect(list).toMatchObject({ name: 'office', description: 'Office ${egress}', num_items: 3 });
    const items = await zone.api.call<readonly { ip: string; comment?: string }[]>(
      'GET',
      `/accounts/${ACCOUNT_ID}/rules/lists/${list?.id ?? ''}/items`,
    );
    expect(items.map(({ ip, comment }) => [ip, comment ?? '']).sort()).toEqual([
      ['198.51.100.7', ''],
      ['2001:db8:1::/48', 'Wien'],
      ['203.0.113.0/24', 'Berlin %{1}'],
    ]);
    expect((await zone.api.rules(ZONE_ID, CUSTOM))[0]?.expression).toContain('ip.src in $office and');
    expect((await withList().plan()).output).toContain('No changes.');
  });

  it('changes items without touching the rule', async () => {
    await withList().deploy();
    const before = await zone.api.rules(ZONE_ID, CUSTOM);
    await withList({ items: [{ ip: '203.0.113.7' }] }).deploy();
    expect(await zone.api.rules(ZONE_ID, CUSTOM)).toEqual(before);
  });

  it('renames the list: the rule goes over before the old list is deleted', async () => {
    await withList().deploy();
    const renamed = await withList({ name: 'office_2' }).deploy();
    expect(renamed.output).toContain('Apply complete!');
    expect((await lists()).map(({ name }) => name)).toEqual(['office_2']);
    expect((await zone.api.rules(ZONE_ID, CUSTOM))[0]?.expression).toContain('$office_2');
  });

  it('drops the list together with the exception that named it', async () => {
    await withList().deploy();
    const dropped = await zone.stack('s', (scope) => zoneWaf(scope)).deploy();
    expect(dropped.output).toContain('Apply complete!');
    expect(await lists()).toEqual([]);
  });

  it('uses a list that somebody else manages, and says so when it is missing', async () => {
    const stack = zone.stack('s', (scope) => {
      const request = {
        host: 'app.example.com',
        method: 'POST',
        path: '/a',
        from: IpList.named('partners'),
      } as const;
      customException(zoneWaf(scope), 'a', { request });
    });
    const missing = await stack.deploy();
    expect(missing.code).toBe(1);
    expect(missing.output).toContain('$partners');
    expect(missing.output).toContain('400 Bad Request');
    const list = await zone.api.call<LiveList>('POST', `/accounts/${ACCOUNT_ID}/rules/lists`, {
      name: 'partners',
      kind: 'ip',
    });
    expect(list.name).toBe('partners');
    expect((await stack.deploy()).code).toBe(0);
    expect((await zone.api.rules(ZONE_ID, CUSTOM))[0]?.expression).toContain('$partners');
  });
});
