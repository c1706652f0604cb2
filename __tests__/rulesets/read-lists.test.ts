import { readListItems, readLists } from '../../lib/rulesets';

const list = (values: object, more: object = {}) => ({
  address: 'cloudflare_list.office',
  type: 'cloudflare_list',
  mode: 'managed',
  values: { name: 'office', kind: 'ip', ...values },
  ...more,
});
const read = (values: object) => list(values, { address: 'data.cloudflare_list.office', mode: 'data' });
const state = (...resources: readonly object[]) => ({ values: { root_module: { resources } } });
const plan = (
  planned: readonly object[],
  prior: readonly object[] = [],
  changes: readonly object[] = [],
) => ({
  planned_values: { root_module: { resources: planned } },
  prior_state: state(...prior),
  resource_changes: changes,
});
const stack = (resource: object) => ({ '//': {}, resource: { cloudflare_list: { office: resource } } });
/** A list item of its own that the plan creates. */
const added = (values: object) =>
  [
    [{ address: 'cloudflare_list_item.x', type: 'cloudflare_list_item', mode: 'managed', values }],
    [{ address: 'cloudflare_list_item.x', change: { actions: ['create'] } }],
  ] as const;

const ITEMS = [{ ip: '203.0.113.0/24', comment: 'office' }, { ip: '198.51.100.7' }];
const OLD = [{ ip: '192.0.2.1' }];
const OFFICE = { office: ['203.0.113.0/24', '198.51.100.7'] };
const [ITEM, CREATED] = added({ list_id: 'l1', ip: '192.0.2.2' });
const [NEW_ITEM, NEW_CREATED] = added({ ip: '192.0.2.2' });

test.each<[string, unknown, object]>([
  ['a stack', stack({ name: 'office', items: ITEMS }), OFFICE],
  ['a stack without items', stack({ name: 'office' }), {}],
  ['a stack with an item that is a template', stack({ name: 'office', items: [{ ip: '${var.ip}' }] }), {}],
  ['a stack with a name that is a template', stack({ name: '${var.name}', items: ITEMS }), {}],
  ['a state', state(list({ items: ITEMS })), OFFICE],
  ['a state with a data source', state(read({ items: ITEMS })), OFFICE],
  ['a plan', plan([list({ items: ITEMS })]), OFFICE],
  ['a plan that only reads it', plan([], [read({ items: ITEMS })]), OFFICE],
  ['a plan that changes what it reads', plan([list({ items: ITEMS })], [read({ items: OLD })]), OFFICE],
  ['a plan that does not know the items yet', plan([list({})], [read({ items: OLD })]), {}],
  ['a search in a list', plan([], [read({ items: ITEMS, search: '203' })]), {}],
  ['an item that is added to it', plan(ITEM, [read({ list_id: 'l1', items: OLD })], CREATED), {}],
  [
    'an item that is added to another one',
    plan(ITEM, [read({ list_id: 'l2', items: ITEMS })], CREATED),
    OFFICE,
  ],
  ['an item of a list that is not told', plan(NEW_ITEM, [read({ items: OLD })], NEW_CREATED), {}],
  ['an item that stays', plan(ITEM, [read({ list_id: 'l1', items: ITEMS })]), OFFICE],
  ['two of one name', state(list({ items: ITEMS }), list({ items: OLD })), {}],
  ['two of one name that are the same', state(list({ items: ITEMS }), list({ items: ITEMS })), OFFICE],
  ['rulesets of the API', [{ rules: [] }], {}],
  ['JSON of another kind', null, {}],
])('the lists of %s', (_title, content, expected) => {
  expect(readLists(content)).toEqual(expected);
});

test.each<[string, unknown, unknown]>([
  ['addresses', ITEMS, OFFICE.office],
  ['hostnames', [{ hostname: { url_hostname: '*.example.com' } }], ['*.example.com']],
  ['AS numbers', [{ asn: 64496 }], [64496]],
  ['none', [], []],
  ['redirects', [{ redirect: { source_url: 'a', target_url: 'b' } }], undefined],
  ['nothing', undefined, undefined],
])('the items of a list of %s', (_title, items, expected) => {
  expect(readListItems(items)).toEqual(expected);
});
