import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiAccess, cloudflareReader } from '../../lib/api-client';
import { type CloudflareApi, parseSeed, startCloudflareApi } from '../../lib/sandbox/cloudflare-api';
import type { JsonObject } from '../../lib/sandbox/cloudflare-api/json';
import { inputErrorOf } from '../support/refusal';

const ZONE = '0123456789abcdef0123456789abcdef';
const ACCOUNT = 'fedcba9876543210fedcba9876543210';
const TOKEN = 'a-token-that-nobody-may-see';
const waits: number[] = [];
let api: CloudflareApi;

beforeEach(async () => {
  waits.length = 0;
  api = await startCloudflareApi({ token: 'write-token', readOnlyToken: TOKEN });
});

afterEach(() => api.close());

const reader = (access: { baseUrl?: string; token?: string; timeoutMs?: number } = {}) =>
  cloudflareReader({
    token: TOKEN,
    baseUrl: api.baseUrl,
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    ...access,
  });

const count = (operation: string) => api.requests.filter(({ path }) => path.includes(operation)).length;

test.each([
  ['example.com', undefined, [ZONE]],
  ['example.com', ACCOUNT, [ZONE]],
  ['example.com', '0'.repeat(32), []],
  ['example.org', undefined, []],
])('finds zones by name %s in account %s', async (name, accountId, ids) => {
  expect(await reader().zoneIds(name, accountId)).toEqual(ids);
});

test('follows page numbers to the last zone', async () => {
  await api.close();
  const accounts = Array.from({ length: 45 }, (_, index) => ({ name: `account ${index}` }));
  const zones = accounts.map(({ name }) => ({ name: 'example.com', account: name, plan: 'free' }));
  api = await startCloudflareApi({
    token: 'write-token',
    readOnlyToken: TOKEN,
    seed: parseSeed(JSON.stringify({ accounts, zones }), 'seed.json'),
  });
  expect(new Set(await reader().zoneIds('example.com', undefined)).size).toBe(45);
  expect(count('/zones')).toBe(3);
});

test.each([
  ['cursors.after', (cursor: string): JsonObject => ({ cursors: { after: cursor } })],
  ['cursor', (cursor: string): JsonObject => ({ cursor })],
])('follows %s to the last ruleset', async (_form, resultInfo) => {
  const page = (id: string, info: JsonObject) => ({
    result: [{ id }],
    success: true,
    errors: [],
    messages: [],
    result_info: info,
  });
  for (const body of [
    page('a', resultInfo('MQ==')),
    page('b', resultInfo('Mg==')),
    page('c', resultInfo('')),
  ]) {
    api.injectFault({ operation: 'list-rulesets', times: 1, status: 200, body });
  }
  expect(await reader().rulesets(ZONE)).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  expect(api.requests.map(({ query }) => query)).toEqual(['', 'cursor=MQ%3D%3D', 'cursor=Mg%3D%3D']);
});

test('a list whose cursor stays the same ends', async () => {
  const body = { result: [{ id: 'a' }], success: true, result_info: { cursor: 'MA==' } };
  api.injectFault({ operation: 'list-rulesets', times: 9, status: 200, body });
  expect(await reader().rulesets(ZONE)).toHaveLength(2);
});

test('reads a ruleset with its rules, and none that is not there', async () => {
  const ruleset = await reader().ruleset(ZONE, 'cdc05fa3aea9e7d23a81b4e0ebe64917');
  expect(ruleset).toMatchObject({ phase: 'http_request_firewall_custom', kind: 'zone', version: '23' });
  expect(await reader().ruleset(ZONE, '0'.repeat(32))).toBeUndefined();
});

test.each([
  [429, 2, [2000, 2000]],
  [503, undefined, [500, 1000]],
])('tries again after %s', async (status, retryAfter, expected) => {
  api.injectFault({
    operation: 'list-rulesets',
    times: 2,
    status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
  expect((await reader().rulesets(ZONE)).length).toBeGreaterThan(0);
  expect(waits).toEqual(expected);
});

test('tries a dropped connection again', async () => {
  api.injectFault({ operation: 'list-rulesets', times: 2, reset: 'before' });
  expect((await reader().rulesets(ZONE)).length).toBeGreaterThan(0);
});

test('does not wait longer than a minute', async () => {
  api.injectFault({ operation: 'list-rulesets', times: 1, status: 429, retryAfter: 61 });
  await expect(reader().rulesets(ZONE)).rejects.toMatchObject({ code: 'cloudflare/unavailable' });
  expect(waits).toEqual([]);
});

test.each([
  [429, 'cloudflare/unavailable', 3],
  [500, 'cloudflare/unavailable', 3],
  [403, 'cloudflare/not-authorized', 1],
  [400, 'cloudflare/answer', 1],
])('gives up on %s with %s after %s attempts', async (status, code, attempts) => {
  api.injectFault({ operation: 'list-rulesets', times: 9, status });
  await expect(reader().rulesets(ZONE)).rejects.toMatchObject({ code });
  expect(count('/rulesets')).toBe(attempts);
});

test('an error of the API tells its code, its text and the missing permission', async () => {
  const body = {
    success: false,
    errors: [{ code: 10000, message: 'Authentication\u001b error' }],
    result: null,
  };
  api.injectFault({ operation: 'list-rulesets', times: 1, status: 403, body });
  await expect(reader().rulesets(ZONE)).rejects.toThrow(
    `GET \`/zones/${ZONE}/rulesets\` answered 403: code 10000 \`Authentication\\u{1b} error\` [cloudflare/not-authorized]\n` +
      '  help: give the token of CLOUDFLARE_API_TOKEN the permission Zone WAF Read for this zone, and check that it is valid',
  );
  await expect(reader({ token: 'another' }).zoneIds('example.com', undefined)).rejects.toThrow(
    'permission Zone Read',
  );
});

test.each([
  ['<html>', 'the answer is not JSON'],
  ['{"result":[],"success":false,"errors":[]}', 'the answer has no result and no error'],
  ['{"result":null,"success":true}', 'the answer has no result and no error'],
])('an answer 200 with %s is none', async (body, message) => {
  api.injectFault({ operation: 'list-rulesets', times: 1, status: 200, body });
  await expect(reader().rulesets(ZONE)).rejects.toThrow(message);
});

test('a redirect is refused, and the token goes nowhere else', async () => {
  const seen: (string | undefined)[] = [];
  const other = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end('{}');
  });
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as AddressInfo;
  try {
    api.injectFault({
      operation: 'list-rulesets',
      times: 1,
      status: 302,
      body: '',
      headers: { location: `http://127.0.0.1:${port}/` },
    });
    await expect(reader().rulesets(ZONE)).rejects.toMatchObject({ code: 'cloudflare/redirect' });
    expect(seen).toEqual([]);
  } finally {
    other.close();
  }
});

test('an API that does not answer is named, without the token', async () => {
  api.injectFault({ operation: 'list-rulesets', times: 3, delayMs: 500 });
  await expect(reader({ timeoutMs: 50 }).rulesets(ZONE)).rejects.toThrow('no answer within 50 ms');
  expect(waits).toEqual([500, 1000]);
  await api.close();
  await expect(reader().rulesets(ZONE)).rejects.toMatchObject({
    code: 'cloudflare/unreachable',
    summary: `Cloudflare's API at \`${api.baseUrl}\` cannot be reached: \`ECONNREFUSED\``,
  });
});

describe('apiAccess', () => {
  const set = (token?: string, baseUrl?: string) =>
    apiAccess({ CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_BASE_URL: baseUrl });

  test.each([
    [undefined, 'https://api.cloudflare.com/client/v4'],
    ['', 'https://api.cloudflare.com/client/v4'],
    ['http://127.0.0.1:8080/client/v4/', 'http://127.0.0.1:8080/client/v4'],
    ['http://localhost:1', 'http://localhost:1'],
    ['https://proxy.example.com/cf', 'https://proxy.example.com/cf'],
  ])('%s gives %s', (given, baseUrl) => {
    expect(set('t', given)).toEqual({ token: 't', baseUrl });
  });

  test.each([
    'http://api.cloudflare.com/client/v4',
    'ftp://x',
    'nonsense',
    'https://u:p@x',
    'https://x?y',
    'https://x#y',
  ])('%s is refused as an address', (given) => {
    const error = inputErrorOf(() => set('t', given));
    expect(error.code).toBe('cloudflare/base-url');
    expect(error.message).not.toContain('u:p');
    expect(error.message).not.toContain('`no URL`');
  });

  test.each([undefined, '', 'a b', 'secret\n', 'secret\u00e9'])(
    'token %j is refused without being shown',
    (token) => {
      const error = inputErrorOf(() => set(token));
      expect(error.code).toBe('cloudflare/token');
      expect(error.message).not.toContain('secret');
    },
  );
});

test('a port that fetch blocks is named, and not tried again', async () => {
  await expect(
    reader({ baseUrl: 'http://127.0.0.1:6666' }).zoneIds('example.com', undefined),
  ).rejects.toMatchObject({
    code: 'cloudflare/base-url',
    summary: "CLOUDFLARE_BASE_URL has a port that Node's fetch blocks, got: `http://127.0.0.1:6666`",
  });
  expect(waits).toEqual([]);
});
