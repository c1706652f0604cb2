import { foundBy } from '../../support/lint';
import { CUSTOM, entryPoint, MANAGED, planWith, stateWith, ZONE_ID } from '../../support/terraform-files';

const LIVE_ID = 'cdc05fa3aea9e7d23a81b4e0ebe64917';
const created = (values: object = {}, actions: readonly string[] = ['create']) => ({
  type: 'cloudflare_ruleset',
  name: 'waf',
  values: entryPoint({ ...values }),
  actions,
});
const listed = (ruleset: object = {}, values: object = {}) => ({
  type: 'cloudflare_rulesets',
  name: 'live',
  values: {
    zone_id: ZONE_ID,
    rulesets: [{ id: LIVE_ID, kind: 'zone', phase: CUSTOM, ...ruleset }],
    ...values,
  },
});
const found = (...[blocks, live]: Parameters<typeof planWith>) =>
  foundBy('entry-point-not-imported', planWith(blocks, live));

test('finds an entry point that is created beside the live one', () => {
  expect(found([created()], [listed()])).toEqual([
    {
      message: `the plan creates an entry point for \`${CUSTOM}\`, and the zone has one: \`${LIVE_ID}\``,
      help: `import it: zones/${ZONE_ID}/${LIVE_ID}; Cloudflare refuses a second one (20217)`,
      place: 'cloudflare_ruleset.waf',
    },
  ]);
});

test('finds it where the ruleset itself was read', () => {
  const live = { type: 'cloudflare_ruleset', name: 'live', values: entryPoint({ id: LIVE_ID }) };
  expect(found([created()], [live])).toHaveLength(1);
});

test.each([
  ['an import', created({}, ['no-op']), listed()],
  ['a replacement, which deletes it first', created({}, ['delete', 'create']), listed()],
  ['another phase', created(), listed({ phase: MANAGED })],
  ['another zone', created(), listed({}, { zone_id: '0'.repeat(32) })],
  ['a custom ruleset', created(), listed({ kind: 'custom' })],
  ['a zone that is not known yet', created({ zone_id: undefined }), listed({}, { zone_id: undefined })],
  ['a list of other things', created(), { ...listed(), type: 'cloudflare_zones' }],
])('is silent about %s', (_name, block, live) => {
  expect(found([block], [live])).toEqual([]);
});

test('is silent about a state', () => {
  expect(foundBy('entry-point-not-imported', stateWith(created()))).toEqual([]);
});
