import { linesOf } from '../../lib/errors';
import { Zone } from '../../lib';
import type { DashboardWafConfig } from '../../stacks/config';
import { loadConfig } from '../../stacks/load-config';
import { inputErrorOf } from '../support/refusal';

const BASE: DashboardWafConfig = {
  zone: Zone.fromName('example.com'),
  zonePlan: 'business',
  host: 'dashboard.example.com',
  allowlist: ['203.0.113.0/24'],
  namespace: 'dashboard',
  backend: { type: 'local' },
};
const ID = '0123456789abcdef0123456789abcdef';

test('is the base where the environment says nothing', () => {
  expect(loadConfig(BASE, { PATH: '/bin', CLOUDFLARE_API_TOKEN: 'x' })).toEqual(BASE);
});

test.each<[string, Record<string, string>, Partial<DashboardWafConfig>]>([
  ['WAF_ZONE, a name', { WAF_ZONE: 'example.org' }, { zone: Zone.fromName('example.org') }],
  ['WAF_ZONE, an id', { WAF_ZONE: ID }, { zone: Zone.fromId(ID) }],
  ['WAF_ZONE, blanks around', { WAF_ZONE: ` ${ID}\n` }, { zone: Zone.fromId(ID) }],
  ['WAF_ZONE_PLAN', { WAF_ZONE_PLAN: 'free' }, { zonePlan: 'free' }],
  ['WAF_HOST', { WAF_HOST: ' app.example.com ' }, { host: 'app.example.com' }],
  ['WAF_ALLOWLIST, one address', { WAF_ALLOWLIST: '1.1.1.1' }, { allowlist: ['1.1.1.1'] }],
  [
    'WAF_ALLOWLIST, commas and blanks',
    { WAF_ALLOWLIST: '1.1.1.1, 8.8.8.8\n2606::/32,' },
    { allowlist: ['1.1.1.1', '8.8.8.8', '2606::/32'] },
  ],
  ['WAF_ALLOWLIST, everybody', { WAF_ALLOWLIST: ' everybody ' }, { allowlist: undefined }],
  ['WAF_NAMESPACE', { WAF_NAMESPACE: 'staging' }, { namespace: 'staging' }],
  [
    'WAF_BACKEND',
    { WAF_BACKEND: '{"type":"s3","bucket":"b","key":"k","region":"r"}' },
    { backend: { type: 's3', bucket: 'b', key: 'k', region: 'r' } },
  ],
])('takes %s', (_title, environment, expected) => {
  expect(loadConfig(BASE, environment)).toEqual({ ...BASE, ...expected });
});

test.each(['WAF_ZONE', 'WAF_ZONE_PLAN', 'WAF_HOST', 'WAF_ALLOWLIST', 'WAF_NAMESPACE', 'WAF_BACKEND'])(
  'refuses an empty %s',
  (name) => {
    for (const text of ['', ' \n']) {
      const error = inputErrorOf(() => loadConfig(BASE, { [name]: text }));
      expect({ code: error.code, message: error.summary, help: error.help }).toEqual({
        code: 'config/empty',
        message: `${name} is set but empty`,
        help: `unset ${name} or give it a value`,
      });
    }
  },
);

test.each([
  ['WAF_ZONE', ''],
  ['WAF_ZONE', 'https://example.com'],
  ['WAF_ALLOWLIST', 'everyone'],
  ['WAF_BACKEND', 'nowhere'],
  ['WAF_HOTS', 'app.example.com'],
])('an error about %s=%s points to no line of code', (name, text) => {
  const error = inputErrorOf(() => loadConfig(BASE, { [name]: text }));
  expect(linesOf(error)).toEqual([`error: ${error.message}`]);
});

test.each<[string, string, string, string]>([
  [
    'WAF_ZONE',
    'https://example.com',
    'host/syntax',
    '`zone` must be one bare lower-case domain name, got: `https://example.com`',
  ],
  [
    'WAF_ZONE',
    ID.toUpperCase(),
    'id/syntax',
    `\`zone id\` must be 32 lower-case hex characters, got: \`${ID.toUpperCase()}\``,
  ],
  [
    'WAF_ZONE',
    ID.slice(0, 16),
    'id/syntax',
    `\`zone id\` must be 32 lower-case hex characters, got: \`${ID.slice(0, 16)}\``,
  ],
  [
    'WAF_BACKEND',
    's3',
    'config/backend',
    'the state backend must be a JSON object with "type" local, s3, r2, got 2 characters',
  ],
])('names %s where it is malformed', (name, text, code, message) => {
  const error = inputErrorOf(() => loadConfig(BASE, { [name]: text }));
  expect({ code: error.code, message: error.summary, place: error.place }).toEqual({
    code,
    message,
    place: name,
  });
});

test.each([
  [
    'a word that is nearly right',
    { WAF_ALLOWLIST: 'everyone' },
    'WAF_ALLOWLIST holds a word, got: `everyone`',
  ],
  [
    'an id in upper case',
    { WAF_ZONE: ID.toUpperCase() },
    `\`zone id\` must be 32 lower-case hex characters, got: \`${ID.toUpperCase()}\``,
  ],
  ['an allowlist of commas', { WAF_ALLOWLIST: ' , ' }, 'WAF_ALLOWLIST names no address'],
  [
    'a variable it does not know',
    { WAF_HOSTS: 'a.example.com' },
    'the environment sets WAF_HOSTS, which is no part of the configuration',
  ],
])('refuses %s', (_title, environment, message) => {
  expect(inputErrorOf(() => loadConfig(BASE, environment)).summary).toBe(message);
});

test('does not mind what the sandbox sets', () => {
  expect(loadConfig(BASE, { WAF_SANDBOX: '/tmp/x', WAF_TEST_PROVIDER: 'registry' })).toEqual(BASE);
});
