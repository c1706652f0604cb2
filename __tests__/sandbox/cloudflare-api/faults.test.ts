import { block, FREE_ZONE, refusal, start } from './api';

async function ready() {
  const api = await start();
  const { id } = await api.entryPoint(block('a'));
  const path = `/zones/${FREE_ZONE}/rulesets/${id}`;
  return {
    api,
    path,
    fault: (body: object) => api.post(`${api.origin}/_sandbox/faults`, body),
    put: () => api.put(path, { rules: [block('b')] }),
    version: async () => (await api.get(path)).body.result.version,
  };
}

test('answers the next calls with 429 and Retry-After, then as before', async () => {
  const { fault, put, version } = await ready();
  expect((await fault({ operation: 'update-ruleset', status: 429, retryAfter: 2, times: 2 })).status).toBe(
    200,
  );
  for (let n = 0; n < 2; n++) {
    const { status, body, headers } = await put();
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('2');
    expect(body).toEqual(refusal(10429, 'rate limited'));
    expect(await version()).toBe('1');
  }
  expect((await put()).body.result.version).toBe('2');
});

test.each([
  [500, refusal(10013, 'internal error')],
  [502, '<html>502 Bad Gateway</html>'],
  [408, refusal(10408, 'timeout')],
  [409, refusal(10409, 'conflict')],
])('answers with %i as Cloudflare does', async (status, expected) => {
  const { fault, put, version } = await ready();
  await fault({ operation: 'update-ruleset', status, headers: { 'x-should-retry': 'false' } });
  const answer = await put();
  expect(answer.status).toBe(status);
  expect(answer.body).toEqual(expected);
  expect(answer.headers.get('x-should-retry')).toBe('false');
  expect(await version()).toBe('1');
});

test('drops the connection before the work, or after it', async () => {
  const { api, path, fault, put, version } = await ready();
  await fault({ operation: 'update-ruleset', reset: 'before' });
  await expect(put()).rejects.toThrow('fetch failed');
  expect(await version()).toBe('1');
  await fault({ operation: 'update-ruleset', reset: 'after' });
  await expect(put()).rejects.toThrow('fetch failed');
  expect(await version()).toBe('2');
  const writes = api.api.requests.filter((entry) => entry.method === 'PUT' && entry.path === path);
  expect(writes.map(({ status }) => status)).toEqual([0, 0]);
});

test.each(['{', { result: null, success: false, errors: [], messages: [] }])(
  'does the work and answers 200 with %j',
  async (body) => {
    const { fault, put, version } = await ready();
    await fault({ operation: 'update-ruleset', body });
    const answer = await put();
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(body);
    expect(await version()).toBe('2');
  },
);

test('waits', async () => {
  const { fault, put } = await ready();
  await fault({ operation: 'update-ruleset', delayMs: 120 });
  const start = Date.now();
  expect((await put()).body.result.version).toBe('2');
  expect(Date.now() - start).toBeGreaterThanOrEqual(115);
});

test('hits one operation only, and none after they are cleared', async () => {
  const { api, path, fault, put } = await ready();
  await fault({ operation: 'get-ruleset', status: 500, times: 5 });
  expect((await put()).status).toBe(200);
  expect((await api.get(path)).status).toBe(500);
  await api.delete(`${api.origin}/_sandbox/faults`);
  expect((await api.get(path)).status).toBe(200);
});

test.each([
  [
    { operation: 'put-ruleset' },
    /^unknown operation `put-ruleset`; did you mean `get-ruleset`\? known are verify-token, list-zones, get-zone, /,
  ],
  [{}, /^operation cannot be `undefined`; give a value of its type$/],
  [
    { operation: 'get-zone', times: 0 },
    /^times must be a whole number from 1 on, got: `0`; give the number of calls$/,
  ],
  [{ operation: 'get-zone', status: 99 }, /^status must be from 200 to 599, got: `99`; give an HTTP status$/],
  [{ operation: 'get-zone', delay: 5 }, /^unknown key `delay`; did you mean `delayMs`\?$/],
  [{ operation: 'get-zone', reset: 'never' }, /^reset cannot be `never`; give a value of its type$/],
])('refuses the fault %j', async (body, message) => {
  const { fault } = await ready();
  const answer = await fault(body);
  expect(answer.status).toBe(400);
  expect(answer.body.errors[0]?.message).toMatch(message);
});
