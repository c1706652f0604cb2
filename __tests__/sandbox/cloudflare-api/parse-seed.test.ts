import { InputError } from '../../../lib/errors';
import { parseSeed } from '../../../lib/sandbox/cloudflare-api';
import { CUSTOM } from './api';

const zone = { name: 'a.example', account: 'A', plan: 'free' };
const rule = { action: 'block', expression: 'ssl' };
const accounts = [{ name: 'A' }];
const withRule = (fields: object) => ({
  accounts,
  zones: [{ ...zone, rulesets: [{ phase: CUSTOM, rules: [rule, { ...rule, ...fields }] }] }],
});
const withItem = (item: object) => ({
  accounts,
  zones: [zone],
  lists: [{ account: 'A', name: 'l', kind: 'ip', items: [item] }],
});

test('gives back a seed that it can use, unknown rule keys included', () => {
  const seed = withRule({ x_new: { a: 1 } });
  expect(parseSeed(JSON.stringify(seed), 'zone.json')).toEqual(seed);
});

test.each([
  [
    [],
    '',
    'the seed must be an object, got: `[]`',
    'give an object with accounts, zones, lists, rulesetPageSize',
  ],
  [{ zones: [] }, '', '`accounts` must name at least one account', 'add { "name": "Example" }'],
  [{ accounts, zone: [] }, '', '`zone` is unknown', 'did you mean `zones`?'],
  [
    { accounts: [{ name: 'A', id: 'X' }] },
    '',
    '`accounts[0].id` must be a 32-character lower-case hex id, got: `X`',
    'leave it out to get a random one',
  ],
  [
    { accounts: [{ name: 'A' }, { name: 'A' }] },
    '',
    '`accounts[1].name` repeats the value of `accounts[0].name`, got: `A`',
    'give each one its own',
  ],
  [
    { accounts, zones: [{ ...zone, plan: 'gold' }] },
    '',
    '`zones[0].plan` must be one of free, pro, business, enterprise, got: `gold`',
    'use one of: free, pro, business, enterprise',
  ],
  [
    { accounts, zones: [{ ...zone, account: 'B' }] },
    '',
    '`zones[0].account` must be one of A, got: `B`',
    'did you mean `A`?',
  ],
  [{ accounts, zones: {} }, '', '`zones` must be a list, got: `{}`', 'put it into [ ]'],
  [{ accounts }, '', '`zones` is missing', 'write [] for none'],
  [
    { accounts, zones: [{ ...zone, rulesets: [{ phase: CUSTOM }] }] },
    '',
    '`zones[0].rulesets[0].rules` is missing',
    'write [] for none',
  ],
  ...[
    'A.example',
    'https://a.example',
    'a.example/',
    'a..example',
    'a.example.',
    'ä.example',
    'a example',
  ].map((name): [unknown, string, string, string] => [
    { accounts, zones: [{ ...zone, name }] },
    '',
    `\`zones[0].name\` must be a domain in lower case, got: \`${name}\``,
    'write it as example.com',
  ]),
  [
    { accounts: [{ name: 'A', id: 'a'.repeat(32) }], zones: [zone, { ...zone, account: 'a'.repeat(32) }] },
    '',
    '`zones[1].name` repeats the value of `zones[0].name`, got: `a.example`',
    'give each one its own',
  ],
  [
    {
      accounts,
      zones: [],
      lists: ['ip', 'asn'].map((kind) => ({ account: 'A', name: 'l', kind })),
    },
    '',
    '`lists[1].name` repeats the value of `lists[0].name`, got: `l`',
    'give each one its own',
  ],
  [
    withItem({ ip: 7 }),
    '',
    '`lists[0].items[0].ip` must be a string, got: `7`',
    'write it as the API shows it',
  ],
  [
    { accounts, zones: [{ ...zone, rulesets: [{ phase: 'waf', rules: [] }] }] },
    '',
    '`zones[0].rulesets[0].phase` must be one of',
    '',
  ],
  [
    {
      accounts,
      zones: [
        {
          ...zone,
          rulesets: [
            { phase: CUSTOM, rules: [] },
            { phase: CUSTOM, rules: [] },
          ],
        },
      ],
    },
    '',
    '`zones[0].rulesets[1].phase` repeats the value of `zones[0].rulesets[0].phase`, got: `http_request_firewall_custom`',
    'give each one its own',
  ],
  [
    withRule({ expression: '' }),
    '',
    '`zones[0].rulesets[0].rules[1].expression` must be a non-empty string, got: ``',
    'give it',
  ],
  [
    withRule({ version: 3 }),
    '',
    '`zones[0].rulesets[0].rules[1].version` must be a string, got: `3`',
    'put it in quotes, or leave it out',
  ],
  [
    withRule({ enabled: 'no' }),
    '',
    '`zones[0].rulesets[0].rules[1].enabled` must be true or false',
    'leave it out for true',
  ],
  [withItem({ ips: '192.0.2.1' }), '', '`lists[0].items[0].ips` is unknown', 'did you mean `ip`?'],
  [withItem({}), '', '`lists[0].items[0].ip` is missing', 'a list of kind ip needs it in each item'],
  [
    { accounts, zones: [], rulesetPageSize: 0 },
    '',
    '`rulesetPageSize` must be a whole number from 1 on',
    'leave it out for 50',
  ],
])('refuses %j', (seed, _, message, help) => {
  let caught: unknown;
  try {
    parseSeed(JSON.stringify(seed), 'zone.json');
  } catch (error) {
    caught = error;
  }
  if (!(caught instanceof InputError)) throw new Error('the seed was taken');
  expect(caught.summary).toContain(message);
  expect(caught.help).toContain(help);
  expect(caught.message).toMatch(/^zone\.json: /);
  expect(caught.code).toBe('seed/value');
});

test('names the file that is not JSON', () => {
  expect(() => parseSeed('{', 'zone.json')).toThrow(/^zone\.json: the seed is not JSON: .* \[seed\/json\]/);
});

test('takes one name in two accounts, and a name in Punycode', () => {
  const seed = {
    accounts: [{ name: 'A' }, { name: 'B' }],
    zones: [zone, { ...zone, account: 'B' }, { ...zone, name: 'xn--4ca.example' }],
  };
  expect(parseSeed(JSON.stringify(seed), 'zone.json')).toEqual(seed);
});
