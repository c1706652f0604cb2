import { NAME_OF_TOKEN } from '../../lib/constructs/zone';
import { Zone } from '../../lib';
import { refusalOf } from '../support/refusal';
import { tokenRefusal, TOKENS } from '../support/tokens';

const ID = '0123456789abcdef0123456789abcdef';

test.each<[string, Zone, object, string | undefined]>([
  ['an id', Zone.fromId(ID), { id: ID }, undefined],
  ['an id and a name', Zone.fromId(ID, { name: 'example.com' }), { id: ID }, 'example.com'],
  ['a name', Zone.fromName('example.com'), { name: 'example.com', accountId: undefined }, 'example.com'],
  [
    'a name and an account',
    Zone.fromName('example.com', { accountId: ID }),
    { name: 'example.com', accountId: ID },
    'example.com',
  ],
])('is found by %s', (_title, zone, reference, domainName) => {
  expect(zone.reference).toEqual(reference);
  expect(zone.domainName).toBe(domainName);
});

const copy = 'copy the id from the overview page of the zone in the dashboard';
const id = (prop: string, value: string) =>
  ['id/syntax', `\`${prop}\` must be 32 lower-case hex characters, got: \`${value}\``] as const;
test.each<[string, () => unknown, readonly [string, string], string]>([
  ['an id of 31 characters', () => Zone.fromId('a'.repeat(31)), id('zone id', 'a'.repeat(31)), copy],
  ['an id of 33 characters', () => Zone.fromId('a'.repeat(33)), id('zone id', 'a'.repeat(33)), copy],
  [
    'an upper-case id',
    () => Zone.fromId('A'.repeat(32)),
    id('zone id', 'A'.repeat(32)),
    `did you mean \`${'a'.repeat(32)}\`?`,
  ],
  [
    'an id with blanks around',
    () => Zone.fromId(` ${ID}\n`),
    id('zone id', ` ${ID}\\u{a}`),
    `did you mean \`${ID}\`?`,
  ],
  ['an empty id', () => Zone.fromId(''), id('zone id', ''), copy],
  ['a name as an id', () => Zone.fromId('example.com'), id('zone id', 'example.com'), copy],
  [
    'an id as a name',
    () => Zone.fromName(ID),
    ['host/syntax', `\`zone\` must be one bare lower-case domain name, got: \`${ID}\``],
    `for the zone with this id, write Zone.fromId('${ID}')`,
  ],
  [
    'an upper-case name',
    () => Zone.fromName('Example.com'),
    ['host/syntax', '`zone` must be one bare lower-case domain name, got: `Example.com`'],
    'did you mean `example.com`?',
  ],
  [
    'a URL beside an id',
    () => Zone.fromId(ID, { name: 'https://example.com' }),
    ['host/syntax', '`name` must be one bare lower-case domain name, got: `https://example.com`'],
    'did you mean `example.com`?',
  ],
  ['a short account id', () => Zone.fromName('example.com', { accountId: '7' }), id('accountId', '7'), copy],
])('refuses %s', (_title, action, [code, message], help) => {
  expect(refusalOf(action)).toEqual({ code, message, help });
});

describe.each(TOKENS)('%s', (_title, token) => {
  test.each<[string, (token: never) => unknown]>([
    ['name', (value) => Zone.fromId(ID, { name: value })],
    ['zone', (value) => Zone.fromName(value)],
    ['accountId', (value) => Zone.fromName('example.com', { accountId: value })],
  ])('is refused in `%s`', (prop, use) => {
    expect(refusalOf(() => use(token as never))).toEqual(tokenRefusal(prop));
  });

  test('is refused as a zone id, with the way that needs none', () => {
    expect(refusalOf(() => Zone.fromId(token as never))).toEqual(tokenRefusal('zone id', NAME_OF_TOKEN));
  });
});
