import { foundBy } from '../../support/lint';
import { planWith, stackWith, stateWith } from '../../support/terraform-files';

const ITEMS = [{ ip: '203.0.113.7' }];
const list = (values: object) => ({
  type: 'cloudflare_list',
  name: 'office',
  values: { kind: 'ip', ...values },
});
const item = (values: object, references: readonly string[] = []) => ({
  type: 'cloudflare_list_item',
  name: 'vpn',
  values: { ip: '198.51.100.7', ...values },
  references,
});
const found = (content: object) => foundBy('list-two-owners', content);
const EXPECTED = [
  {
    message: '`cloudflare_list.office` has `items`, and would remove what this resource adds',
    help: 'manage the items of a list in one place: `items` of the list, or one resource for each',
    place: 'cloudflare_list_item.vpn',
  },
];

test('finds both owners in a stack, by reference', () => {
  const stack = (list_id: string, items: unknown) =>
    stackWith({ cloudflare_list: { office: { items } }, cloudflare_list_item: { vpn: { list_id } } });
  expect(found(stack('${cloudflare_list.office.id}', ITEMS))).toEqual(EXPECTED);
  expect(found(stack('${cloudflare_list.office.id}', []))).toEqual([]);
  expect(found(stack('${cloudflare_list.office_2.id}', ITEMS))).toEqual([]);
  expect(found(stack('${var.list}', ITEMS))).toEqual([]);
});

test('finds them in a plan, before the list has an id', () => {
  const references = ['cloudflare_list.office.id', 'cloudflare_list.office'];
  expect(found(planWith([list({ items: ITEMS }), item({}, references)]))).toEqual(EXPECTED);
  expect(found(planWith([list({}), item({}, references)]))).toEqual([]);
});

test('finds them in a state, by the id of the list', () => {
  expect(found(stateWith(list({ id: 'x', items: ITEMS }), item({ list_id: 'x' })))).toHaveLength(1);
  expect(found(stateWith(list({ id: 'x', items: ITEMS }), item({ list_id: 'y' })))).toEqual([]);
});
