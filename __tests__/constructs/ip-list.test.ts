import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { TerraformVariable, Testing } from 'cdktf';
import type { Construct } from 'constructs';
import { IpList, type IpListProps } from '../../lib';
import { REQUEST } from '../support/exceptions';
import { inputErrorOf, refusalOf } from '../support/refusal';
import { type Json, objectAt, synthApp, synthStack } from '../support/synth';
import { tokenRefusal, TOKENS } from '../support/tokens';
import { exceptionIn, stackIn, wafIn } from '../support/waf';
import { docsPage } from '../../lib/errors';

const ACCOUNT = '0123456789abcdef0123456789abcdef';
const PROPS: IpListProps = { accountId: ACCOUNT, description: 'Offices', items: [{ ip: '198.41.128.0/17' }] };
/** A list in a stack that has what CDKTF asks of each stack with resources. */
const listIn = (stack: Construct, id: string, props: Partial<IpListProps> = {}) => {
  new CloudflareProvider(stack, 'cloudflare');
  return new IpList(stack, id, { ...PROPS, ...props });
};
const listOf = (terraform: Json, name: string) => objectAt(terraform, 'resource', 'cloudflare_list', name);

test('renders a list whose address follows from its name', () => {
  const { terraform } = synthStack((stack) =>
    listIn(stack, 'office-berlin', {
      items: [{ ip: '8.8.8.8', comment: 'Grün ${x}' }, { ip: '1.1.1.0/24' }],
    }),
  );
  expect(listOf(terraform, 'waf_list_office_berlin')).toEqual({
    '//': { metadata: { path: 'stack/office-berlin/Resource', uniqueId: 'waf_list_office_berlin' } },
    account_id: ACCOUNT,
    kind: 'ip',
    name: 'office_berlin',
    description: 'Offices',
    items: [{ ip: '1.1.1.0/24' }, { ip: '8.8.8.8', comment: 'Grün $${x}' }],
    lifecycle: {
      create_before_destroy: true,
      precondition: [expect.any(Object), expect.any(Object)],
    },
  });
});

test.each<[string, Partial<IpListProps>, object]>([
  ['a name of its own', { name: 'hq_2' }, { name: 'hq_2' }],
  ['a description with a template in it', { description: ' of %{team} ' }, { description: 'of %%{team}' }],
  ['a description of 500 characters', { description: 'd'.repeat(500) }, { description: 'd'.repeat(500) }],
])('takes %s', (_title, props, expected) => {
  const { terraform } = synthStack((stack) => listIn(stack, 'office', props));
  expect(Object.values(objectAt(terraform, 'resource', 'cloudflare_list'))).toEqual([
    expect.objectContaining(expected),
  ]);
});

test('takes an account that only Terraform knows', () => {
  const { terraform } = synthStack((stack) => {
    const { stringValue } = new TerraformVariable(stack, 'account', {});
    listIn(stack, 'office', { accountId: stringValue });
  });
  expect(listOf(terraform, 'waf_list_office')['account_id']).toBe('${var.account}');
});

describe('refuses', () => {
  const example = "write items: [{ ip: '203.0.113.0/24', comment: 'office' }]";
  test.each<[string, object, string, string, string]>([
    [
      'a short account id',
      { accountId: '7' },
      'id/syntax',
      '`accountId` must be 32 lower-case hex characters, got: `7`',
      'copy the id from the overview page of the zone in the dashboard',
    ],
    [
      'the name of a list to adopt',
      { adopt: 'office' },
      'id/syntax',
      '`adopt` must be 32 lower-case hex characters, got: `office`',
      'copy the id from the message of the plan',
    ],
    [
      'no account',
      { accountId: undefined },
      'literal/string',
      '`accountId` must be a string, got: `undefined`',
      'give `accountId` a value',
    ],
    [
      'a name with a hyphen',
      { name: 'hq-2' },
      'list/name',
      'the list name in `name` must be 1 to 50 characters of a-z, 0-9 and _, got: `hq-2`',
      'did you mean `hq_2`?',
    ],
    [
      'a name of 51 characters',
      { name: 'n'.repeat(51) },
      'list/name',
      `the list name in \`name\` must be 1 to 50 characters of a-z, 0-9 and _, got: \`${'n'.repeat(51)}\``,
      `did you mean \`${'n'.repeat(50)}\`?`,
    ],
    [
      'no description',
      { description: undefined },
      'literal/string',
      '`description` must be a string, got: `undefined`',
      'give `description` a value',
    ],
    [
      'an empty description',
      { description: ' ' },
      'list/description',
      '`description` must be one line of 1 to 500 characters, got: ` `',
      'say whose addresses these are',
    ],
    [
      'a description of 501 characters',
      { description: 'd'.repeat(501) },
      'list/description',
      `\`description\` must be one line of 1 to 500 characters, got: \`${'d'.repeat(120)}...\``,
      'say whose addresses these are',
    ],
    [
      'a description of two lines',
      { description: 'a\nb' },
      'list/description',
      '`description` must be one line of 1 to 500 characters, got: `a\\u{a}b`',
      'say whose addresses these are',
    ],
    ['no items', { items: [] }, 'list/empty', '`items` must have at least one address, got: `[]`', example],
    [
      'items as text',
      { items: '1.1.1.1' },
      'list/empty',
      '`items` must have at least one address, got: `1.1.1.1`',
      example,
    ],
    [
      'more items than Terraform can compare in time',
      { items: Array.from({ length: 1_001 }, (_, n) => ({ ip: `10.0.${n >> 8}.${n & 255}` })) },
      'list/too-many',
      '`items` may have at most 1000 addresses, got: 1001; Terraform compares each of them with every other one at each deploy',
      `merge neighbours into CIDRs, divide the list and give each part an exception, or let a script fill it and write IpList.fromName('...') (${docsPage('ip-lists.md')})`,
    ],
    [
      'an address alone',
      { items: ['1.1.1.1'] },
      'list/item',
      'each of `items` must be an object with `ip`, got: `1.1.1.1`',
      example,
    ],
    [
      'one IPv6 address',
      { items: [{ ip: '2606:4700::1' }] },
      'list/ipv6-prefix',
      '`items` holds an IPv6 range longer than /64, which lists do not take, got: `2606:4700::1`',
      'write its /64, or name the address in `from` directly',
    ],
  ])('%s', (_title, props, code, message, help) => {
    const error = inputErrorOf(() => new IpList(stackIn(Testing.app()), 'office', { ...PROPS, ...props }));
    expect({ code: error.code, message: error.summary, help: error.help, place: error.place }).toEqual({
      code,
      message,
      help,
      place: 'stack/office',
    });
  });

  test('a second list of the same name', () => {
    const stack = stackIn(Testing.app());
    new IpList(stack, 'office', PROPS);
    expect(refusalOf(() => new IpList(stack, 'offices', { ...PROPS, name: 'office' }))).toEqual({
      code: 'list/duplicate',
      message: '`stack/office` makes a list of this name in the same account, got: `office`',
      help: 'pass the one construct to every exception, or give this one another `name`',
    });
  });

  test('a list of the same name in another account, in the same stack', () => {
    const other = { ...PROPS, accountId: 'f'.repeat(32) };
    const apart = Testing.app();
    new IpList(stackIn(apart, 'a'), 'office', PROPS);
    expect(new IpList(stackIn(apart, 'b'), 'office', other).listName).toBe('office');
    const stack = stackIn(Testing.app());
    new IpList(stack, 'office', PROPS);
    expect(refusalOf(() => new IpList(stack, 'offices', { ...other, name: 'office' }))).toEqual({
      code: 'list/two-accounts',
      message: '`stack/office` makes a list of this name in another account, got: `office`',
      help: 'put one of them into a separate stack, or give it another `name`: Terraform addresses follow from the name',
    });
  });

  test.each<[string, (token: never) => Partial<IpListProps>]>([
    ['adopt', (adopt) => ({ adopt })],
    ['name', (name) => ({ name })],
    ['description', (description) => ({ description })],
    ['items', (items) => ({ items })],
    ['items', (item) => ({ items: [item] })],
    ['items', (ip) => ({ items: [{ ip }] })],
    ['comment', (comment) => ({ items: [{ ip: '1.1.1.1', comment }] })],
  ])('every token in `%s` (%#)', (prop, use) => {
    for (const [, token] of TOKENS) {
      expect(
        refusalOf(() => new IpList(stackIn(Testing.app()), 'office', { ...PROPS, ...use(token as never) })),
      ).toEqual(tokenRefusal(prop));
    }
  });
});

describe('IpList.fromName', () => {
  test('names a list of somebody else', () => {
    const { terraform } = synthStack((stack) =>
      exceptionIn(wafIn(stack), 'export', { request: { ...REQUEST, from: IpList.fromName('office') } }),
    );
    expect(JSON.stringify(objectAt(terraform, 'locals', 'waf_example_com_custom_ours'))).toContain(
      'ip.src in $office and',
    );
    expect(
      objectAt(terraform, 'resource', 'cloudflare_ruleset', 'waf_example_com_custom')['depends_on'],
    ).toEqual(['cloudflare_ruleset.waf_example_com_managed']);
  });

  test('refuses the sign that expressions put before it', () => {
    expect(refusalOf(() => IpList.fromName('$office'))).toEqual({
      code: 'list/name',
      message:
        'the list name in `IpList.fromName` must be 1 to 50 characters of a-z, 0-9 and _, got: `$office`',
      help: 'did you mean `office`?',
    });
  });

  test.each(TOKENS)('refuses %s', (_title, token) => {
    expect(refusalOf(() => IpList.fromName(token as string))).toEqual(tokenRefusal('IpList.fromName'));
  });
});

describe('a list that an exception names', () => {
  test('is made before the rule, once for many exceptions', () => {
    const { terraform } = synthStack((stack) => {
      const from = new IpList(stack, 'office', PROPS);
      const hq = new IpList(stack, 'hq', PROPS);
      const waf = wafIn(stack);
      exceptionIn(waf, 'a', { request: { ...REQUEST, from } });
      exceptionIn(waf, 'b', { request: { ...REQUEST, from } });
      exceptionIn(waf, 'c', { request: { ...REQUEST, from: hq } });
    });
    const { waf_example_com_custom: custom, waf_example_com_managed: managed } = objectAt(
      terraform,
      'resource',
      'cloudflare_ruleset',
    ) as Record<string, Json>;
    expect(custom?.['depends_on']).toEqual([
      'cloudflare_ruleset.waf_example_com_managed',
      'cloudflare_list.waf_list_office',
      'cloudflare_list.waf_list_hq',
    ]);
    expect(managed?.['depends_on']).toBeUndefined();
    const data = objectAt(terraform, 'data', 'cloudflare_ruleset') as Record<string, Json>;
    expect(Object.values(data).filter((read) => 'depends_on' in read)).toEqual([]);
  });

  test('of another stack makes that stack deploy first', () => {
    const stacks = synthApp((app) => {
      const from = listIn(stackIn(app, 'lists'), 'office');
      exceptionIn(wafIn(stackIn(app, 'waf-stack')), 'export', { request: { ...REQUEST, from } });
    });
    expect(stacks['waf-stack']?.dependencies).toEqual(['lists']);
    expect(stacks['lists']?.dependencies).toEqual([]);
    expect(stacks['waf-stack']?.text).not.toContain('terraform_remote_state');
    expect(JSON.stringify(stacks['waf-stack']?.terraform['resource'])).not.toContain('cloudflare_list');
  });
});
