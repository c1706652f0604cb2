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
