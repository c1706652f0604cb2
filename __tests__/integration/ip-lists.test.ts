import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { IpList, type IpListProps } from '../../lib';
import { cloudflareReader } from '../../lib/api-client';
import { checkLists, stackLists } from '../../lib/preflight';
import { describeWithTerraform } from './support/describe-with-terraform';
import { customException, zoneWaf } from './support/exceptions';
import { ACCOUNT_ID, type DeployedStack, SandboxZone, ZONE_ID } from './support/sandbox-zone';
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

  it('changes no item where an entry point that uses the list has changed since the plan', async () => {
    await withList().deploy();
    const changed = withList({ items: [{ ip: '203.0.113.7' }] });
    await changed.plan();
    await zone.api.addRule(ZONE_ID, CUSTOM, {
      action: 'block',
      expression: '(http.request.uri.path eq "/x")',
    });
    const writes = await zone.api.writes();
    const refused = await changed.applySaved();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('Nothing was written: plan again.');
    expect(await zone.api.writes()).toEqual(writes);
    expect((await changed.deploy()).output).toContain('Apply complete!');
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
        from: IpList.fromName('partners'),
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

describeWithTerraform('an IP list that Cloudflare has and Terraform does not know', () => {
  let zone: SandboxZone;
  const DESCRIPTION = 'Where "we" work ${x}';
  const ITEMS = [{ ip: '203.0.113.0/24', comment: 'Berlin' }, { ip: '198.51.100.7' }];
  const LISTS = `/accounts/${ACCOUNT_ID}/rules/lists`;
  const ADDRESS = 'cloudflare_list.waf_list_office';
  const ADOPTED = { address: ADDRESS, actions: ['no-op'], importing: true };

  const stack = (props: Partial<IpListProps> = {}) =>
    zone.stack('s', (scope) => {
      const from = new IpList(scope, 'office', {
        accountId: ACCOUNT_ID,
        description: DESCRIPTION,
        items: ITEMS,
        ...props,
      });
      const request = { host: 'app.example.com', method: 'POST', path: '/a', from } as const;
      customException(zoneWaf(scope), 'a', { request });
    });
  const loseState = () => {
    rmSync(join(zone.directory, 'terraform'), { recursive: true, force: true });
  };
  const live = async () => {
    const [list] = await zone.api.call<readonly LiveList[]>('GET', LISTS);
    const items = await zone.api.call<readonly { ip: string }[]>('GET', `${LISTS}/${list?.id ?? ''}/items`);
    return { list, ips: items.map(({ ip }) => ip).sort() };
  };
  /** A list as somebody else makes it. */
  const make = async (fields: object, items: readonly object[] = []) => {
    const list = await zone.api.call<LiveList>('POST', LISTS, { name: 'office', kind: 'ip', ...fields });
    if (items.length > 0) {
      await zone.api.call('PUT', `${LISTS}/${list.id}/items`, items);
      await new Promise((resolve) => setTimeout(resolve, 1100));
    }
    return list.id;
  };
  /** What a preflight says about the list. */
  const preflightOf = async (of: DeployedStack) => {
    const { CLOUDFLARE_API_TOKEN: token = '', CLOUDFLARE_BASE_URL: baseUrl = '' } = zone.sandbox.environment;
    const reports = await checkLists(
      stackLists(of.readSynthesised()),
      [],
      cloudflareReader({ token, baseUrl }),
    );
    return reports.map(({ outcome }) => outcome);
  };
  /** The writes to lists that a command sends. */
  const listWrites = async (command: () => Promise<unknown>) => {
    const before = (await zone.api.writes()).length;
    await command();
    return (await zone.api.writes()).slice(before).filter((write) => write.includes('/rules/lists'));
  };
  const expectDone = async () => {
    const deployed = await stack().deploy();
    expect(deployed.output).toContain('Apply complete!');
    expect((await live()).ips).toEqual(['198.51.100.7', '203.0.113.0/24']);
    expect((await stack().plan()).output).toContain('No changes.');
  };

  beforeEach(async () => {
    zone = await SandboxZone.start(LIVED_IN);
  });
  afterEach(() => zone.close());

  it.each<[string, object, string]>([
    ['the answer was lost', { operation: 'create-list', reset: 'after' }, 'list_name_in_use'],
    ['the answer was no JSON', { operation: 'create-list', body: 'gateway', status: 200 }, ''],
    [
      'the items were refused',
      { operation: 'replace-list-items', status: 400 },
      'failed to update list items',
    ],
    [
      'the bulk operation failed',
      { operation: 'get-bulk-operation', body: { result: { status: 'failed', error: 'no' }, success: true } },
      'bulk operation failed',
    ],
    [
      'the answer to the items was lost three times',
      { operation: 'replace-list-items', reset: 'after', times: 3 },
      'failed to update list items',
    ],
  ])('is adopted where %s when it was made', async (_title, fault, message) => {
    await zone.api.fault(fault);
    const failed = await stack().deploy();
    expect(failed.code).toBe(1);
    expect(failed.output).toContain(message);
    expect(await preflightOf(stack())).toEqual(['ours']);
    await expectDone();
  });

  it('is kept by `untaint` where its items did not come back after they were written', async () => {
    const body = { success: true, result: [], result_info: { cursors: {} } };
    await zone.api.fault({ operation: 'get-list-items', status: 200, body });
    expect((await stack().deploy()).output).toContain('Provider produced inconsistent result');
    expect((await stack().deploy()).output).toContain('list_name_in_use');
    expect((await stack().terraform('untaint', ADDRESS)).code).toBe(0);
    await expectDone();
  });

  it('is adopted where Terraform was killed between the list and its items', async () => {
    await zone.api.fault({ operation: 'replace-list-items', delayMs: 5_000 });
    const s = stack();
    await s.init();
    await s.killDeployWhen(async () => (await zone.api.call<readonly LiveList[]>('GET', LISTS)).length > 0);
    await expectDone();
  });

  it('is adopted without a write where the state was lost', async () => {
    await stack().deploy();
    loseState();
    await stack().plan();
    expect(await stack().plannedChanges()).toContainEqual(ADOPTED);
    expect(await listWrites(() => stack().applySaved())).toEqual([]);
    expect((await stack().plan()).output).toContain('No changes.');
  });

  it('is adopted where the code has grown since the state was lost', async () => {
    await stack({ items: ITEMS.slice(1) }).deploy();
    loseState();
    await expectDone();
  });

  it('is refused where it holds addresses that the code does not declare, until the code says so', async () => {
    await stack({ items: [...ITEMS, { ip: '192.0.2.9' }, { ip: '192.0.2.16/28' }] }).deploy();
    loseState();
    const { list } = await live();
    const refused = await stack().plan();
    expect(refused.code).toBe(1);
    for (const part of ['$office', '2 addresses that the code does not declare', '192.0.2.16/28, 192.0.2.9'])
      expect(refused.output).toContain(part);
    expect(refused.output).toContain(`write adopt: '${list?.id ?? ''}' in the IpList`);
    expect((await stack({ adopt: list?.id ?? '' }).deploy()).output).toContain('Apply complete!');
    await expectDone();
  });

  it.each<[string, object, readonly object[], string]>([
    ['has other items', { description: 'Attackers' }, [{ ip: '192.0.2.9' }], "described as 'Attackers'"],
    ['has another item', {}, [{ ip: '192.0.2.9' }], 'an address that the code does not declare (192.0.2.9)'],
    ['has no items and another description', { description: 'Attackers' }, [], 'holds other items'],
    ['has some of the items and no description', {}, ITEMS.slice(1), "is described as ''"],
  ])('is refused where it %s', async (_title, fields, items, holds) => {
    const id = await make(fields, items);
    expect(await preflightOf(stack())).toEqual(['refused']);
    const writes = await listWrites(async () => {
      const refused = await stack().deploy();
      expect(refused.code).toBe(1);
      expect(refused.output).toContain(`write adopt: '${id}' in the IpList`);
      expect(refused.output).toContain("IpList.fromName('office')");
      expect(refused.output).toContain(holds);
    });
    expect(writes).toEqual([]);
    expect(await preflightOf(stack({ adopt: id }))).toEqual(['ours']);
    expect((await stack({ adopt: id }).deploy()).output).toContain('Apply complete!');
    await expectDone();
  });

  it('is adopted where it holds the same items under another description', async () => {
    await make({ description: 'Same' }, ITEMS);
    expect(await preflightOf(stack())).toEqual(['ours']);
    await expectDone();
    expect((await live()).list?.description).toBe(DESCRIPTION);
  });

  it('is refused where it is of another kind', async () => {
    await make({ kind: 'redirect', description: DESCRIPTION });
    expect(await preflightOf(stack())).toEqual(['refused']);
    const refused = await stack().plan();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('it is of the kind redirect, not ip');
  });

  it('is refused where its items do not come, which would pass for none', async () => {
    await stack().deploy();
    loseState();
    await zone.api.fault({
      operation: 'get-list-items',
      status: 200,
      body: { success: true, result: [], result_info: { cursors: {} } },
    });
    const refused = await stack().plan();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('Cloudflare gave no complete answer for the list $office');
    await stack().plan();
    expect(await stack().plannedChanges()).toContainEqual(ADOPTED);
  });

  it('is adopted by the deploy after the one that the lists of the account hid it from', async () => {
    await stack().deploy();
    loseState();
    const hidden = { operation: 'list-lists', status: 200, body: { success: true, result: [] } };
    await zone.api.fault(hidden);
    expect((await stack().deploy()).output).toContain('list_name_in_use');
    await expectDone();
    await zone.api.fault(hidden);
    await stack().plan();
    expect(await stack().plannedChanges()).toEqual([]);
  });

  it('is made anew where somebody deleted it, and is not taken for the one that somebody else made then', async () => {
    const alone = (props: object = {}) =>
      zone.stack('alone', (scope) => {
        const of = { accountId: ACCOUNT_ID, description: DESCRIPTION, items: ITEMS };
        new IpList(scope, 'office', { ...of, ...props });
      });
    await alone().deploy();
    const remove = async () => zone.api.call('DELETE', `${LISTS}/${(await live()).list?.id ?? ''}`);
    await remove();
    expect((await alone().deploy()).output).toContain('1 added');
    await remove();
    await make({ description: 'Attackers' }, [{ ip: '192.0.2.9' }]);
    expect((await alone().deploy()).output).toContain('list_name_in_use');
    expect((await alone().plan()).output).toContain('192.0.2.9');
    expect((await live()).ips).toEqual(['192.0.2.9']);
  });
});
