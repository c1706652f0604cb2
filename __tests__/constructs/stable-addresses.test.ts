import { DataCloudflareZone } from '@cdktf/provider-cloudflare/lib/data-cloudflare-zone';
import { List } from '@cdktf/provider-cloudflare/lib/list';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { TerraformLocal, TerraformOutput, TerraformVariable, type TerraformStack } from 'cdktf';
import { Zone } from '../../lib';
import { type Json, objectAt, synthStack } from '../support/synth';
import { exceptionIn, wafIn } from '../support/waf';

/** Every Terraform address of a stack, as state and messages name it. */
function addressesOf(terraform: Json): readonly string[] {
  const twoLevels = (kind: string, prefix: string) =>
    Object.entries((terraform[kind] ?? {}) as Record<string, object>).flatMap(([type, names]) =>
      Object.keys(names).map((name) => `${prefix}${type}.${name}`),
    );
  const oneLevel = (kind: string, prefix: string) =>
    Object.keys(terraform[kind] ?? {}).map((name) => `${prefix}${name}`);
  return [
    ...twoLevels('data', 'data.'),
    ...twoLevels('resource', ''),
    ...oneLevel('locals', 'local.'),
    ...oneLevel('output', 'output.'),
    ...oneLevel('check', 'check.'),
  ].sort();
}

// Renaming any of these moves an object in the states of users: that needs a `moved` block and a note in the changelog.
const phaseAddresses = (key: string) => [
  `cloudflare_ruleset.${key}`,
  `data.cloudflare_ruleset.${key}`,
  `data.cloudflare_ruleset.${key}_now`,
  `data.cloudflare_ruleset.${key}_own`,
  `terraform_data.${key}_remembered`,
  ...[
    ...['changed', 'desired', 'exceptions', 'foreign', 'ids', 'incomplete', 'in_sync', 'live', 'ours'],
    ...['dropped', 'own', 'own_read', 'read', 'state', 'unreadable', 'unwritable', 'version'],
  ].map((name) => `local.${key}_${name}`),
  `output.${key}_guard`,
];
const managedAddresses = (key: string) =>
  ['executed', 'kept', 'mine', 'skips_nothing', 'targets'].map((name) => `local.${key}_${name}`);
const customAddresses = (key: string) => [
  `data.cloudflare_ruleset.${key}_rulesets`,
  ...['elsewhere', 'managed_runs', 'quota', 'skips_nothing', 'targets'].map((name) => `local.${key}_${name}`),
];

test.each<[string, Zone, string, readonly string[]]>([
  [
    'by name',
    Zone.fromName('my-shop.example.com'),
    'waf_my-shop_example_com',
    ['data.cloudflare_zones.waf_my-shop_example_com', 'local.waf_my-shop_example_com_id'],
  ],
  [
    'by id',
    Zone.fromId('0123456789abcdef0123456789abcdef'),
    'waf_0123456789abcdef0123456789abcdef',
    ['data.cloudflare_zone.waf_0123456789abcdef0123456789abcdef'],
  ],
])('Terraform addresses of a zone %s stay', (_title, zone, key, lookup) => {
  const { terraform } = synthStack((stack) =>
    exceptionIn(wafIn(stack, { zone }), 'export', {
      request: { host: 'x.my-shop.example.com', method: 'GET', path: '/export' },
    }),
  );
  expect(addressesOf(terraform)).toEqual(
    [
      ...lookup,
      `data.cloudflare_rulesets.${key}`,
      ...phaseAddresses(`${key}_custom`),
      ...phaseAddresses(`${key}_managed`),
      ...managedAddresses(`${key}_managed`),
      ...['arrived', 'awaited', 'moving'].map((name) => `local.${key}_custom_${name}`),
      `local.${key}_written`,
      'local.waf_changed',
      'local.waf_incomplete',
      `check.${key}_custom_unwritable`,
      `check.${key}_managed_second_deploy`,
      `check.${key}_managed_unwritable`,
      ...customAddresses(`${key}_custom`),
      `local.${key}_plan`,
    ].sort(),
  );
  expect(objectAt(terraform, 'provider')['cloudflare']).toEqual([
    { alias: `${key}_removal_needs_letting_go` },
  ]);
  for (const phase of ['custom', 'managed']) {
    expect(objectAt(terraform, 'resource', 'cloudflare_ruleset', `${key}_${phase}`)['provider']).toBe(
      `cloudflare.${key}_removal_needs_letting_go`,
    );
  }
  // Each configuration is a process of its own: nothing of the zone needs another one.
  for (const data of Object.values(objectAt(terraform, 'data')).flatMap((names) =>
    Object.values(names as Json),
  ))
    expect(data).toMatchObject({ provider: `cloudflare.${key}_removal_needs_letting_go` });
});

describe('beside objects of others', () => {
  const others = (stack: TerraformStack) => {
    new CloudflareProvider(stack, 'cloudflare');
    const variable = new TerraformVariable(stack, 'account', { type: 'string' });
    new TerraformLocal(stack, 'region', variable.stringValue);
    new TerraformOutput(stack, 'account_output', { value: variable.stringValue });
    new DataCloudflareZone(stack, 'zone', { zoneId: variable.stringValue });
    const list = new List(stack, 'list', { accountId: variable.stringValue, kind: 'ip', name: 'theirs' });
    list.importFrom('account/list');
  };
  const alone = synthStack((stack) => exceptionIn(wafIn(stack))).terraform;
  const before = synthStack((stack) => {
    others(stack);
    exceptionIn(wafIn(stack));
  }).terraform;
  const after = synthStack((stack) => {
    exceptionIn(wafIn(stack));
    others(stack);
  }).terraform;

  test.each([
    ['before', before],
    ['after', after],
  ])('ours come out the same: %s', (_title, terraform) => {
    const ours = (json: Json, ...keys: readonly string[]) =>
      Object.fromEntries(
        Object.entries(objectAt(json, ...keys)).filter(([name]) => name.startsWith('waf_example_com')),
      );
    for (const keys of [
      ['locals'],
      ['output'],
      ['data', 'cloudflare_ruleset'],
      ['data', 'cloudflare_rulesets'],
      ['data', 'cloudflare_zones'],
      ['resource', 'cloudflare_ruleset'],
    ]) {
      expect(ours(terraform, ...keys)).toEqual(ours(alone, ...keys));
    }
  });

  test.each([
    ['before', before],
    ['after', after],
  ])('theirs survive: %s', (_title, terraform) => {
    expect(addressesOf(terraform)).toEqual(
      expect.arrayContaining([
        'cloudflare_list.list',
        'data.cloudflare_zone.zone',
        'local.region',
        'output.account_output',
      ]),
    );
    expect(Object.keys(objectAt(terraform, 'variable'))).toEqual(['account']);
  });

  test.each([
    ['before', before],
    ['after', after],
  ])('their imports survive beside ours: %s', (_title, terraform) => {
    const imports = terraform['import'] as readonly { to: string; id: string }[];
    expect(imports.map(({ to }) => to).sort()).toEqual([
      'cloudflare_list.list',
      'cloudflare_ruleset.waf_example_com_custom["entry_point"]',
      'cloudflare_ruleset.waf_example_com_managed["entry_point"]',
    ]);
    expect(imports.find(({ to }) => to === 'cloudflare_list.list')?.id).toBe('account/list');
  });
});
