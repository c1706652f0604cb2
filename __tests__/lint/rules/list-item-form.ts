import { foundBy } from '../../support/lint';
import { planWith, stackWith } from '../../support/terraform-files';

const inList = (ip: unknown, kind = 'ip') =>
  foundBy(
    'list-item-form',
    stackWith({ cloudflare_list: { office: { kind, name: 'office', items: [{ ip }] } } }),
  );

test.each([
  ['203.0.113.7/32', '`203.0.113.7/32` is a single address with a prefix', 'write `203.0.113.7`'],
  [
    '2001:db8::1/128',
    '`items` holds an IPv6 range longer than /64, which lists do not take, got: `2001:db8::1/128`',
    'write its /64, or name the address in `from` directly',
  ],
  [
    '2001:db8::/96',
    '`items` holds an IPv6 range longer than /64, which lists do not take, got: `2001:db8::/96`',
    'write its /64, or name the address in `from` directly',
  ],
  [
    '203.0.113.7/24',
    '`items` holds an address that is not in canonical form, got: `203.0.113.7/24`',
    'did you mean `203.0.113.0/24`?',
  ],
])('finds %s', (ip, message, help) => {
  expect(inList(ip)).toEqual([{ message, help, place: 'cloudflare_list.office' }]);
});

test('finds it in a single item, planned or written', () => {
  const values = { list_id: 'x', ip: '203.0.113.7/32' };
  const item = { type: 'cloudflare_list_item', name: 'vpn', values };
  const places = (content: object) => foundBy('list-item-form', content).map(({ place }) => place);
  expect(places(planWith([item]))).toEqual(['cloudflare_list_item.vpn']);
  expect(places(stackWith({ cloudflare_list_item: { vpn: values } }))).toEqual(['cloudflare_list_item.vpn']);
});

test.each([
  '203.0.113.7',
  '203.0.113.0/24',
  '2001:db8:1::/48',
  '2001:db8:1:2::/64',
  '4.0.0.0/6',
  '${var.ip}',
  undefined,
])('is silent about %s', (ip) => {
  expect(inList(ip)).toEqual([]);
});

test('is silent about lists of other things', () => {
  expect(inList('203.0.113.7/32', 'hostname')).toEqual([]);
});
