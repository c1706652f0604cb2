import { foundBy } from '../../support/lint';
import { CUSTOM, entryPoint, planWith, stackWith, ZONE_ID } from '../../support/terraform-files';

const found = (content: object) => foundBy('entry-point-maybe-twice', content);
const LOOKUP = '${data.cloudflare_zones.shop.result[0].id}';
const stack = (a: string, b: string, data: object = {}) => ({
  ...stackWith({ cloudflare_ruleset: { a: entryPoint({ zone_id: a }), b: entryPoint({ zone_id: b }) } }),
  data: { cloudflare_zones: { shop: { name: 'shop.example' } }, ...data },
});

test('finds a zone by its id beside one by its name', () => {
  expect(found(stack(ZONE_ID, LOOKUP))).toEqual([
    {
      message: `\`cloudflare_ruleset.a\` is an entry point for \`${CUSTOM}\`, too, and it is not known whether it is in the same zone`,
      help: 'name both zones the same way; if they are one: write the rules of both into one resource',
      place: 'cloudflare_ruleset.b',
    },
  ]);
});

test.each([
  ['a variable', '${var.zone_id}', {}],
  ['a key of instances', '${each.value}', {}],
  ['a choice', '${var.x ? data.cloudflare_zones.shop.result[0].id : ""}', {}],
  [
    'a lookup that takes part of a name',
    '${data.cloudflare_zones.all.result[0].id}',
    {
      cloudflare_zones: { shop: { name: 'shop.example' }, all: { name: 'contains:shop' } },
    },
  ],
  ['one of all zones', '${[for z in data.cloudflare_zone.z : z.id][0]}', { cloudflare_zone: { z: {} } }],
])('finds %s beside a name', (_name, zoneId, data) => {
  expect(
    found(stack(zoneId, LOOKUP, { cloudflare_zones: { shop: { name: 'shop.example' } }, ...data })),
  ).toHaveLength(1);
});

test.each([
  ['two variables', stack('${var.a}', '${var.b}')],
  [
    'two names',
    stack('${data.cloudflare_zone.z.id}', LOOKUP, {
      cloudflare_zone: { z: { filter: { name: 'other.example' } } },
      cloudflare_zones: { shop: { name: 'shop.example' } },
    }),
  ],
  [
    'two ZoneWafs',
    stackWith({
      cloudflare_ruleset: {
        a: entryPoint({ rules: '${local.waf_a_custom_desired}' }),
        b: entryPoint({ zone_id: '${local.waf_b-c_id}', rules: '${local.waf_b-c_custom_desired}' }),
      },
    }),
  ],
])('is silent about %s', (_name, content) => {
  expect(found(content)).toEqual([]);
});

test('knows the name of an id that a plan has read, and so tells it from a zone that the plan makes', () => {
  const made = { type: 'cloudflare_zone', name: 'new', values: { name: 'new.example' } };
  const read = {
    type: 'cloudflare_zones',
    name: 'shop',
    values: { result: [{ id: ZONE_ID, name: 'shop.example' }] },
  };
  const theirs = {
    type: 'cloudflare_ruleset',
    name: 'theirs',
    values: entryPoint({ zone_id: undefined }),
    zoneReferences: ['cloudflare_zone.new.id'],
  };
  const ours = { type: 'cloudflare_ruleset', name: 'ours', values: entryPoint() };
  expect(found(planWith([made, ours, theirs], [read]))).toEqual([]);
  expect(found(planWith([made, ours, theirs]))).toHaveLength(1);
});
