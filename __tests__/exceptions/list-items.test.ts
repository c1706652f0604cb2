import { type IpListItem, parseListItems, requireListName } from '../../lib/exceptions';
import { refusalOf } from '../support/refusal';
import { tokenRefusal, TOKENS } from '../support/tokens';

test('come back sorted, in canonical form', () => {
  expect(
    parseListItems([
      { ip: '8.8.8.8/32', comment: 'Gru\u0308n ${x}' },
      { ip: '2606:4700::/64' },
      { ip: '1.1.1.0/24' },
    ]),
  ).toEqual([{ ip: '1.1.1.0/24' }, { ip: '2606:4700::/64' }, { ip: '8.8.8.8', comment: 'Gr\u00fcn ${x}' }]);
});

const example = "write items: [{ ip: '203.0.113.0/24', comment: 'office' }]";
test.each<[string, unknown, string, string, string]>([
  [
    'one IPv6 address',
    { ip: '2606:4700::1' },
    'list/ipv6-prefix',
    '`items` holds an IPv6 range longer than /64, which lists do not take, got: `2606:4700::1`',
    'write its /64, or name the address in `from` directly',
  ],
  [
    'an IPv6 prefix of 65',
    { ip: '2606:4700::/65' },
    'list/ipv6-prefix',
    '`items` holds an IPv6 range longer than /64, which lists do not take, got: `2606:4700::/65`',
    'write its /64, or name the address in `from` directly',
  ],
  [
    'an IPv6 prefix of 11',
    { ip: '2600::/11' },
    'address/too-wide',
    '`items` holds a range that is too wide for an allowlist, got: `2600::/11`',
    "name the callers' own ranges: at least /12 for IPv6",
  ],
  [
    'an IPv4 prefix of 7',
    { ip: '44.0.0.0/7' },
    'address/too-wide',
    '`items` holds a range that is too wide for an allowlist, got: `44.0.0.0/7`',
    "name the callers' own ranges: at least /8 for IPv4",
  ],
  [
    'an address alone',
    '1.1.1.1',
    'list/item',
    'each of `items` must be an object with `ip`, got: `1.1.1.1`',
    example,
  ],
  [
    'nothing',
    undefined,
    'list/item',
    'each of `items` must be an object with `ip`, got: `undefined`',
    example,
  ],
  [
    'a comment alone',
    { comment: 'office' },
    'list/item',
    'each of `items` must be an object with `ip`, got: `{"comment":"office"}`',
    example,
  ],
  [
    'a comment of 501 characters',
    { ip: '1.1.1.1', comment: 'c'.repeat(501) },
    'list/comment',
    `the comment of \`1.1.1.1\` must be one line of at most 500 characters, got: \`${'c'.repeat(120)}...\``,
    'shorten it',
  ],
  [
    'a comment of two lines',
    { ip: '1.1.1.1', comment: 'a\nb' },
    'list/comment',
    'the comment of `1.1.1.1` must be one line of at most 500 characters, got: `a\\u{a}b`',
    'shorten it',
  ],
  [
    'a comment that is no text',
    { ip: '1.1.1.1', comment: 7 },
    'literal/string',
    '`comment` must be a string, got: `7`',
    'give `comment` a value',
  ],
])('refuse %s', (_title, item, code, message, help) => {
  expect(refusalOf(() => parseListItems([item as IpListItem]))).toEqual({ code, message, help });
});

test.each<[string, IpListItem]>([
  ['an IPv6 prefix of 64', { ip: '2606:4700::/64' }],
  ['an IPv6 prefix of 12', { ip: '2600::/12' }],
  ['an IPv4 prefix of 8', { ip: '44.0.0.0/8' }],
  ['a comment of 500 characters', { ip: '1.1.1.1', comment: 'c'.repeat(500) }],
  ['an empty comment', { ip: '1.1.1.1', comment: '' }],
])('take %s', (_title, item) => {
  expect(parseListItems([item])).toEqual([item]);
});

test('refuse a range inside another', () => {
  expect(refusalOf(() => parseListItems([{ ip: '1.1.1.1' }, { ip: '1.1.1.0/24' }]))).toEqual({
    code: 'address/overlap',
    message: '`items` holds `1.1.1.1`, which `1.1.1.0/24` already covers',
    help: 'remove the narrower one, or the wider one if only the narrower was meant',
  });
});

test('are checked quickly even where there are 10,000', () => {
  const items = Array.from({ length: 10_000 }, (_, index) => ({ ip: `1.${index >> 8}.${index & 255}.0/24` }));
  expect(parseListItems(items)).toHaveLength(10_000);
});

describe.each(TOKENS)('%s', (_title, token) => {
  test.each<[string, () => unknown]>([
    ['items', () => parseListItems([token as IpListItem])],
    ['items', () => parseListItems([{ ip: token as string }])],
    ['comment', () => parseListItems([{ ip: '1.1.1.1', comment: token as string }])],
    [
      'name',
      () => {
        requireListName('name', token as string);
      },
    ],
  ])('is refused in `%s` (%#)', (prop, action) => {
    expect(refusalOf(action)).toEqual(tokenRefusal(prop));
  });
});

describe('name', () => {
  test.each(['a', 'office_2', '_', 'a'.repeat(50)])('may be %s', (name) => {
    expect(() => {
      requireListName('name', name);
    }).not.toThrow();
  });

  test.each([
    ['$office', 'did you mean `office`?'],
    ['Office-Berlin', 'did you mean `office_berlin`?'],
    ['a'.repeat(51), `did you mean \`${'a'.repeat(50)}\`?`],
    ['cf.malware', "Cloudflare's managed lists name attackers, not callers to trust: use a list of your own"],
    [
      '$cf.open_proxies',
      "Cloudflare's managed lists name attackers, not callers to trust: use a list of your own",
    ],
    ['', 'write a name such as `office`'],
    ['$', 'write a name such as `office`'],
  ])('may not be "%s"', (name, help) => {
    expect(
      refusalOf(() => {
        requireListName('name', name);
      }),
    ).toEqual({
      code: 'list/name',
      message: `the list name in \`name\` must be 1 to 50 characters of a-z, 0-9 and _, got: \`${name}\``,
      help,
    });
  });
});
