import {
  entryPointKey,
  providerAlias,
  zoneIdValue,
  zoneKey,
  type ZoneReference,
} from '../../lib/coexistence';
import { zoneTitle } from '../../lib/coexistence/zone-address';

const ID = '0123456789abcdef0123456789abcdef';
const named = (name: string): ZoneReference => ({ name, accountId: undefined });

test.each<[string, ZoneReference, object]>([
  [
    'a zone by name',
    named('my-app.example.co.uk'),
    {
      key: 'waf_my-app_example_co_uk',
      custom: 'waf_my-app_example_co_uk_custom',
      managed: 'waf_my-app_example_co_uk_managed',
      id: '${local.waf_my-app_example_co_uk_id}',
      title: 'my-app.example.co.uk',
      alias: 'waf_my-app_example_co_uk_removal_needs_letting_go',
    },
  ],
  [
    'a zone by id',
    { id: ID },
    {
      key: `waf_${ID}`,
      custom: `waf_${ID}_custom`,
      managed: `waf_${ID}_managed`,
      id: ID,
      title: ID,
      alias: `waf_${ID}_removal_needs_letting_go`,
    },
  ],
])('names everything of %s', (_title, zone, expected) => {
  expect({
    key: zoneKey(zone),
    custom: entryPointKey(zone, 'http_request_firewall_custom'),
    managed: entryPointKey(zone, 'http_request_firewall_managed'),
    id: zoneIdValue(zone),
    title: zoneTitle(zone),
    alias: providerAlias(zone),
  }).toEqual(expected);
});

test('gives every zone another name', () => {
  const names = [
    'a.b.com',
    'a-b.com',
    'ab.com',
    'a.b-com.net',
    'example.com',
    'custom.example.com',
    'example.com.custom',
  ];
  const keys = names.map((name) => zoneKey(named(name)));
  expect(new Set(keys).size).toBe(names.length);
});
