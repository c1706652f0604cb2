import { foundBy } from '../../support/lint';
import {
  ACCOUNT_ID,
  CUSTOM,
  entryPoint,
  MANAGED,
  planWith,
  stackWith,
  stateWith,
} from '../../support/terraform-files';

const found = (content: object) => foundBy('entry-point-twice', content);
const two = (a: object, b: object) =>
  stackWith({ cloudflare_ruleset: { a: entryPoint({ ...a }), b: entryPoint({ ...b }) } });

test('finds the second resource for one entry point', () => {
  expect(found(two({}, { name: 'other' }))).toEqual([
    {
      message: `\`cloudflare_ruleset.a\` is the entry point of the same zone or account for \`${CUSTOM}\``,
      help: 'write the rules of both into one resource: Cloudflare has one entry point a phase (20217)',
      place: 'cloudflare_ruleset.b',
    },
  ]);
});

test.each([
  ['by one template', { zone_id: '${var.zone}' }, { zone_id: '${var.zone}' }],
  [
    'of an account',
    { zone_id: null, account_id: ACCOUNT_ID, kind: 'root' },
    { zone_id: null, account_id: ACCOUNT_ID, kind: 'root' },
  ],
  ['in any case', { kind: 'ZONE', phase: CUSTOM.toUpperCase() }, {}],
])('finds it %s', (_name, a, b) => {
  expect(found(two(a, b))).toHaveLength(1);
});

const NAMED = { name: 'shop.example' };
const SHARED = {
  ...entryPoint({ zone_id: '${local.waf_shop_example_id}' }),
  rules: '${local.waf_shop_example_custom_desired}',
};
const LOCALS = {
  waf_shop_example_id: '${one(data.cloudflare_zones.waf_shop_example.result[*].id)}',
  zone: '${data.cloudflare_zones.waf_shop_example.result[0].id}',
  zones: { shop: '${local.zone}' },
  domain: 'Shop.example',
};
/** A ZoneWaf of `Zone.fromName`, and an entry point of somebody else whose zone is this. */
const besideZoneWaf = (zoneId: string, data: object = {}) => ({
  locals: LOCALS,
  data: { cloudflare_zones: { waf_shop_example: NAMED }, ...data },
  ...stackWith({
    cloudflare_ruleset: { a: entryPoint({ zone_id: zoneId }), waf_shop_example_custom: SHARED },
  }),
});

test.each([
  ['the local of the ZoneWaf', '${local.waf_shop_example_id}', {}],
  ['another local', '${local.zone}', {}],
  ['a member of a local', '${local.zones["shop"]}', {}],
  ['the same data source', '${data.cloudflare_zones.waf_shop_example.result[0].id}', {}],
  [
    'a data source of its own',
    '${data.cloudflare_zone.z.zone_id}',
    { cloudflare_zone: { z: { filter: { name: '${local.domain}' } } } },
  ],
  [
    'a data source of version 4',
    '${lookup(data.cloudflare_zones.z.zones[0], "id")}',
    { cloudflare_zones: { waf_shop_example: NAMED, z: { filter: [NAMED] } } },
  ],
])('finds the zone of a ZoneWaf by %s, at the other resource', (_name, zoneId, data) => {
  expect(found(besideZoneWaf(zoneId, data))).toEqual([
    {
      message: `\`cloudflare_ruleset.waf_shop_example_custom\` is the entry point of the same zone or account for \`${CUSTOM}\``,
      help: expect.stringContaining('`waf show --format hcl`') as string,
      place: 'cloudflare_ruleset.a',
    },
  ]);
  expect(foundBy('entry-point-maybe-twice', besideZoneWaf(zoneId, data))).toEqual([]);
});

test('is silent about a zone of another name, or of the same name in another account', () => {
  const data = { cloudflare_zone: { z: { filter: { name: 'other.example' } } } };
  const other = besideZoneWaf('${data.cloudflare_zone.z.id}', data);
  expect(found(other)).toEqual([]);
  const zones = ['a', 'b'].map((id) => [id, { ...NAMED, account: { id } }]);
  expect(
    found({
      ...two(
        { zone_id: '${data.cloudflare_zones.a.result[0].id}' },
        { zone_id: '${data.cloudflare_zones.b.result[0].id}' },
      ),
      data: { cloudflare_zones: Object.fromEntries(zones) as object },
    }),
  ).toEqual([]);
});

test('finds it in a plan whose zones are not known yet, by what they are computed from', () => {
  const zone = { type: 'cloudflare_zone', name: 'new', values: NAMED };
  const block = (name: string) => ({
    type: 'cloudflare_ruleset',
    name,
    values: entryPoint({ zone_id: undefined }),
    zoneReferences: ['cloudflare_zone.new.id', 'cloudflare_zone.new'],
  });
  expect(found(planWith([zone, block('a'), block('b')]))).toHaveLength(1);
});

test.each([
  ['another phase', {}, { phase: MANAGED }],
  ['another zone', {}, { zone_id: '0'.repeat(32) }],
  ['a custom ruleset', {}, { kind: 'custom' }],
  ['instances of one template each', { zone_id: '${each.value}' }, { zone_id: '${each.value}' }],
])('is silent about %s', (_name, a, b) => {
  expect(found(two(a, b))).toEqual([]);
});

test('is silent about zones that a plan does not know yet, and about what a data source reads', () => {
  const block = (name: string) => ({
    type: 'cloudflare_ruleset',
    name,
    values: entryPoint({ zone_id: undefined }),
  });
  expect(found(planWith([block('a'), block('b')]))).toEqual([]);
  const known = { type: 'cloudflare_ruleset', name: 'a', values: entryPoint() };
  expect(found(planWith([known], [known]))).toEqual([]);
});

test('finds it in a plan, among instances, and in a state', () => {
  const blocks = ['a["x"]', 'a["y"]'].map((name) => ({
    type: 'cloudflare_ruleset',
    name,
    values: entryPoint({ rules: [{ action: 'log', expression: 'ssl', ref: 'r' }] }),
  }));
  expect(found(planWith(blocks)).map(({ place }) => place)).toEqual(['cloudflare_ruleset.a["y"]']);
  expect(found(stateWith(...blocks)).map(({ place }) => place)).toEqual([
    'module.m.cloudflare_ruleset.a["y"]',
  ]);
});
