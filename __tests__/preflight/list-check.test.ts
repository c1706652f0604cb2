import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { TerraformVariable } from 'cdktf';
import { IpList, type IpListProps } from '../../lib';
import { cloudflareReader } from '../../lib/api-client';
import { checkLists, reportJson, reportText, type StackList, stackLists } from '../../lib/preflight';
import { type CloudflareApi, parseSeed, startCloudflareApi } from '../../lib/sandbox/cloudflare-api';
import { synthStack } from '../support/synth';
import { VERSIONS } from './dry-run-zone';

const ACCOUNT = 'fedcba9876543210fedcba9876543210';
const DECLARED: StackList = {
  name: 'office',
  accountId: ACCOUNT,
  description: 'Offices',
  addresses: ['203.0.113.7', '198.51.100.0/24'],
  adopt: undefined,
};
const ALL = DECLARED.addresses.map((ip) => ({ ip }));
const SOME = ALL.slice(1);
const MORE = [...ALL, { ip: '192.0.2.9' }];
let api: CloudflareApi;

async function start(...lists: readonly object[]): Promise<void> {
  const seed = {
    accounts: [{ id: ACCOUNT, name: 'A' }],
    zones: [{ name: 'example.com', account: 'A', plan: 'business', rulesets: [] }],
    lists: lists.map((list) => ({ account: 'A', name: 'office', kind: 'ip', items: [], ...list })),
  };
  api = await startCloudflareApi({
    token: 'write-token',
    readOnlyToken: 'read-token',
    seed: parseSeed(JSON.stringify(seed), 'seed.json'),
  });
}
afterEach(() => api.close());

const reader = () => cloudflareReader({ token: 'read-token', baseUrl: api.baseUrl });
const look = (list: Partial<StackList> = {}, used: readonly string[] = []) =>
  checkLists([{ ...DECLARED, ...list }], used, reader());
const idOf = async () => {
  const [list] = await reader().lists(ACCOUNT);
  return typeof list?.['id'] === 'string' ? list['id'] : '';
};

describe.each([
  ['a stack whose live exceptions do not name the list', []],
  ['a stack whose live exceptions name it', ['office']],
])('for %s', (_stack, used) => {
  const isUsed = used.length > 0;
  test.each<[string, object, string, readonly string[]]>([
    ['an equal list', { description: 'Offices', items: ALL }, 'ours', []],
    ['equal items in other words', { description: 'x', items: ALL }, 'ours', []],
    ['a list that was just made', { description: 'Offices' }, 'ours', []],
    ['some of the items', { description: 'Offices', items: SOME }, 'ours', []],
    ['more items', { description: 'Offices', items: MORE }, 'unclear', ['192.0.2.9']],
    ['some of the items in other words', { items: SOME }, isUsed ? 'unclear' : 'refused', []],
    ['no items in other words', { description: 'x' }, isUsed ? 'unclear' : 'refused', []],
    ['more items in other words', { items: MORE }, isUsed ? 'unclear' : 'refused', ['192.0.2.9']],
  ])('%s', async (_title, live, outcome, undeclared) => {
    await start(live);
    expect(await look({}, used)).toEqual([
      expect.objectContaining({ outcome, undeclared, listId: await idOf() }),
    ]);
    expect(await look({ adopt: await idOf() }, used)).toEqual([expect.objectContaining({ outcome: 'ours' })]);
  });

  test('a list of another kind', async () => {
    await start({ kind: 'redirect', description: 'Offices' });
    const refused = [
      expect.objectContaining({ outcome: 'refused', help: expect.stringContaining('`name`') as string }),
    ];
    expect(await look({}, used)).toEqual(refused);
    expect(await look({ adopt: await idOf() }, used)).toEqual(refused);
  });

  test('no list of the name, in this account', async () => {
    await start({ name: 'offices' });
    expect(await look({}, used)).toEqual([expect.objectContaining({ outcome: 'new' })]);
  });
});

test('says what is refused, and the cure', async () => {
  await start({
    description: 'Attackers \u202e',
    items: [1, 2, 3, 4, 5, 6].map((n) => ({ ip: `192.0.2.${n}` })),
  });
  const lists = await look();
  const id = await idOf();
  const help = `to take it over and replace its description and items, write adopt: '${id}' in the IpList; to use it as it is, IpList.fromName('office'); or give the IpList another \`name\``;
  expect(reportText([], lists)).toBe(
    `list $office of account ${ACCOUNT}: would be refused\n` +
      '  the account has a list of this name already, which is described in other words and holds 6 other addresses\n' +
      '  not in the code: 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5, 1 more\n' +
      `  help: ${help}\n`,
  );
  expect(reportJson('s', [], VERSIONS, lists)).toMatchObject({
    lists: [{ name: 'office', accountId: ACCOUNT, listId: id, outcome: 'refused', help }],
  });
});

test('a token that may not read lists is no failure', async () => {
  await start();
  const body = { success: false, errors: [{ code: 10000, message: 'Authentication error' }] };
  api.injectFault({ operation: 'list-lists', times: 1, status: 403, body });
  const [report] = await look();
  expect(report).toMatchObject({
    outcome: 'unread',
    help: expect.stringContaining('Account Filter Lists Read') as string,
  });
});

test('any other failure is one', async () => {
  await start();
  api.injectFault({ operation: 'list-lists', times: 3, status: 500 });
  await expect(look()).rejects.toThrow();
});

describe('the lists of a synthesised stack', () => {
  const PROPS: IpListProps = {
    accountId: ACCOUNT,
    description: 'A ${x} %{y}',
    items: [{ ip: '198.41.128.0/17' }],
  };
  const listsOf = (props: Partial<IpListProps>, account = ACCOUNT) => {
    const { terraform } = synthStack((stack) => {
      new CloudflareProvider(stack, 'cloudflare');
      const variable = new TerraformVariable(stack, 'account', {});
      new IpList(stack, 'office', {
        ...PROPS,
        accountId: account === '' ? variable.stringValue : account,
        ...props,
      });
    });
    return stackLists(terraform);
  };
  beforeEach(() => start());

  test.each<[string, Partial<IpListProps>, object]>([
    ['as they are', {}, { description: 'A ${x} %{y}', addresses: ['198.41.128.0/17'], adopt: undefined }],
    ['with what they adopt', { adopt: ACCOUNT }, { adopt: ACCOUNT }],
  ])('%s', (_title, props, expected) => {
    expect(listsOf(props)).toEqual([
      expect.objectContaining({ name: 'office', accountId: ACCOUNT, ...expected }),
    ]);
  });

  test('with an account that only Terraform knows, which nobody asks', async () => {
    const lists = listsOf({}, '');
    expect(lists).toEqual([expect.objectContaining({ accountId: undefined })]);
    expect(await checkLists(lists, [], reader())).toEqual([
      expect.objectContaining({ outcome: 'unread', reason: 'only Terraform knows the id of its account' }),
    ]);
    expect(reportText([], await checkLists(lists, [], reader()))).toContain(
      'list $office: could not be looked for',
    );
  });

  test('but not those written by hand, nor anything else', () => {
    const cloudflare_list = { waf_list_a: { kind: 'ip', name: 'a', account_id: ACCOUNT } };
    for (const content of [{ resource: { cloudflare_list } }, {}, null, [], 'x'])
      expect(stackLists(content)).toEqual([]);
  });
});
