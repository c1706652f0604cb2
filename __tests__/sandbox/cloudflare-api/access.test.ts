import { request } from 'node:http';
import { startCloudflareApi } from '../../../lib/sandbox/cloudflare-api';
import { READ_ONLY_TOKEN, refusal, start, TOKEN, ZONE } from './api';
import { docsPage } from '../../../lib/errors';

test('verifies both tokens', async () => {
  const api = await start();
  for (const token of [TOKEN, READ_ONLY_TOKEN]) {
    const { status, body } = await api.get('/user/tokens/verify', token);
    expect(status).toBe(200);
    expect(body.result.status).toBe('active');
  }
});

test.each([
  ['no token', null, 401],
  ['another token', 'x', 403],
])('refuses %s', async (_, token, expected) => {
  const api = await start();
  const { status, body } = await api.call('GET', '/zones', undefined, token);
  expect(status).toBe(expected);
  expect(body).toEqual(refusal(10000, 'Authentication error'));
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('lets the read-only token read, and not %s', async (method) => {
  const api = await start();
  const paths = { POST: 'rulesets', PUT: 'rulesets/x', PATCH: 'rulesets/x/rules/y', DELETE: 'rulesets/x' };
  const path = `/zones/${ZONE}/${paths[method as keyof typeof paths]}?dry_run=true`;
  const { status, body } = await api.call(method, path, {}, READ_ONLY_TOKEN);
  expect(status).toBe(403);
  expect(body).toEqual(refusal(undefined, 'request is not authorized'));
  expect((await api.get(`/zones/${ZONE}/rulesets`, READ_ONLY_TOKEN)).status).toBe(200);
});

test('names an unknown route, also on stderr', async () => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const api = await start();
  const { status, body } = await api.patch(`/zones/${ZONE}/settings`, {});
  const message = `the sandbox has no operation for PATCH /client/v4/zones/${ZONE}/settings; see ${docsPage('sandbox.md')}`;
  expect(status).toBe(404);
  expect(body).toEqual(refusal(7003, message));
  expect(write.mock.calls).toEqual([[`${message}\n`]]);
  write.mockRestore();
});

test('refuses another host name, a body that is no JSON, and one over 10 MB', async () => {
  const api = await start();
  const status = await new Promise((resolve, reject) => {
    const headers = { host: 'evil.example', authorization: `Bearer ${TOKEN}` };
    request(`${api.api.baseUrl}/zones`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
  const malformed = await api.post(`/zones/${ZONE}/rulesets`, '{');
  expect(malformed.status).toBe(400);
  expect(malformed.body.errors[0]?.message).toMatch(/^could not parse request body: /);
  const large = await api.post(`/zones/${ZONE}/rulesets`, JSON.stringify('x'.repeat(10_000_000)));
  expect(large.status).toBe(413);
  expect(large.body).toEqual(refusal(29001, 'request body exceeded maximum 10000000 bytes'));
});

test('keeps a log without any token', async () => {
  const api = await start();
  await api.get('/zones?name=example.com');
  await api.post(`/zones/${ZONE}/rulesets`, { name: '' });
  const expected = [
    { method: 'GET', path: '/zones', query: 'name=example.com', body: null, status: 200 },
    { method: 'POST', path: `/zones/${ZONE}/rulesets`, query: '', body: { name: '' }, status: 400 },
  ];
  expect(api.api.requests).toEqual(expected);
  const { body } = await api.get(`${api.origin}/_sandbox/requests`);
  expect(body.result).toEqual(expected);
  expect(JSON.stringify(body)).not.toContain(TOKEN);
  expect((await api.get(`${api.origin}/_sandbox/requests`, READ_ONLY_TOKEN)).status).toBe(403);
});

test.each([
  ['', 'b'],
  ['a', ''],
  ['a', 'a'],
])('does not start with the tokens %j and %j', async (token, readOnlyToken) => {
  await expect(startCloudflareApi({ token, readOnlyToken })).rejects.toThrow(
    '`token` and `readOnlyToken` must be two different, non-empty strings',
  );
});
