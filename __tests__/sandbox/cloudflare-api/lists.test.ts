import type { TestApi } from './api';
import { ACCOUNT, block, FREE_ZONE, HEX_ID, refusal, start, TIME } from './api';

const LISTS = `/accounts/${ACCOUNT}/rules/lists`;
const OFFICE = { name: 'home', kind: 'ip', description: 'office' };

async function withList() {
  const api = await start();
  const { id } = (await api.post(LISTS, OFFICE)).body.result;
  return { api, id, path: `${LISTS}/${id}` };
}

/** Polls a bulk operation to its end and tells what was seen. */
async function poll(api: TestApi, operation: string): Promise<readonly string[]> {
  const seen: string[] = [];
  while (!['completed', 'failed'].includes(seen.at(-1) ?? '')) {
    seen.push((await api.get(`${LISTS}/bulk_operations/${operation}`)).body.result.status);
  }
  return seen;
}

async function write(api: TestApi, method: string, path: string, body: unknown): Promise<readonly string[]> {
  const answer = await api.call(method, `${path}/items`, body);
  expect(answer.body).toEqual({ result: { operation_id: HEX_ID }, success: true, errors: [], messages: [] });
  return poll(api, answer.body.result.operation_id);
}

test('makes, describes and deletes a list', async () => {
  const { api, id, path } = await withList();
  const list = {
    id: HEX_ID,
    ...OFFICE,
    created_on: TIME,
    modified_on: TIME,
    num_items: 0,
    num_referencing_filters: 0,
  };
  expect((await api.get(path)).body.result).toEqual(list);
  expect((await api.get(LISTS)).body.result.map(({ name }) => name)).toEqual(['office_egress', 'home']);
  expect((await api.put(path, { description: 'new' })).body.result).toEqual({ ...list, description: 'new' });
  const { status, body } = await api.delete(path);
  expect(status).toBe(200);
  expect(body).toEqual({ result: { id }, success: true, errors: [], messages: [] });
  expect((await api.get(path)).body).toEqual(refusal(29030, `could not find list ${id}`));
});

test.each([
  [
    { name: 'Home' },
    29033,
    "'Home' is not a valid value for name because it must have 1 to 50 characters of a-z, 0-9 and _",
    '/name',
  ],
  [
    { name: 'x'.repeat(51) },
    29033,
    `'${'x'.repeat(51)}' is not a valid value for name because it must have 1 to 50 characters of a-z, 0-9 and _`,
    '/name',
  ],
  [
    { kind: 'ips' },
    29033,
    "'ips' is not a valid value for kind because it must be one of ip, redirect, hostname, asn",
    '/kind',
  ],
  [{ kind: 'asn' }, 29033, "'asn' is not a valid value for kind because it needs plan enterprise", '/kind'],
  [{ name: 'office_egress' }, 10026, 'filters.api.list_name_in_use', undefined],
])('refuses a list with %j', async (fields, code, message, pointer) => {
  const api = await start();
  const { status, body } = await api.post(LISTS, { ...OFFICE, ...fields });
  expect(status).toBe(400);
  expect(body).toEqual(refusal(code, message, pointer));
});

test('allows as many lists as the largest plan of the account', async () => {
  const api = await start();
  const codes: (number | undefined)[] = [];
  for (let n = 2; n <= 11; n++)
    codes.push((await api.post(LISTS, { ...OFFICE, name: `l${n}` })).body.errors[0]?.code);
  expect(codes).toEqual([...Array<undefined>(9).fill(undefined), 29034]);
});

test('goes from pending over running to completed, and has the items only then', async () => {
  const { api, path } = await withList();
  const items = [{ ip: '192.0.2.1', comment: 'vpn' }, { ip: '198.51.100.0/24' }];
  const { operation_id: operation } = (await api.put(`${path}/items`, items)).body.result;
  expect((await api.get(`${path}/items`)).body.result).toEqual([]);
  expect(await poll(api, operation)).toEqual(['pending', 'running', 'completed']);
  expect((await api.get(`${LISTS}/bulk_operations/${operation}`)).body.result).toEqual({
    id: operation,
    status: 'completed',
    completed: TIME,
  });
  expect((await api.get(`${path}/items?per_page=500&search=`)).body).toEqual({
    result: items.map((item) => ({ ...item, id: HEX_ID, created_on: TIME, modified_on: TIME })),
    success: true,
    errors: [],
    messages: [],
    result_info: { cursors: {} },
  });
  expect((await api.get(path)).body.result.num_items).toBe(2);
});

test('refuses a second write while one is under way, and is done after a second unasked', async () => {
  const { api, path } = await withList();
  await api.put(`${path}/items`, [{ ip: '192.0.2.1' }]);
  const { status, body } = await api.post(`${path}/items`, [{ ip: '192.0.2.2' }]);
  expect(status).toBe(429);
  expect(body).toEqual(refusal(10045, 'another operation on this list is pending'));
  await new Promise((resolve) => setTimeout(resolve, 1050));
  expect((await api.get(path)).body.result.num_items).toBe(1);
  expect((await api.post(`${path}/items`, [{ ip: '192.0.2.2' }])).status).toBe(200);
});

test('appends, replaces and removes items', async () => {
  const { api, path } = await withList();
  await write(api, 'PUT', path, [{ ip: '192.0.2.1' }, { ip: '192.0.2.2' }]);
  const before = (await api.get(`${path}/items`)).body.result;
  await write(api, 'POST', path, [{ ip: '192.0.2.2', comment: 'again' }, { ip: '192.0.2.3' }]);
  const items = (await api.get(`${path}/items`)).body.result;
  expect(items.map(({ ip }) => ip)).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']);
  expect(items[1]).toMatchObject({ id: before[1]?.id, comment: 'again' });
  expect((await api.get(`${path}/items/${String(items[2]?.id)}`)).body.result).toEqual(items[2]);
  await write(api, 'DELETE', path, { items: [{ id: items[0]?.id }] });
  expect((await api.get(`${path}/items`)).body.result.map(({ ip }) => ip)).toEqual([
    '192.0.2.2',
    '192.0.2.3',
  ]);
  expect((await api.get(`${path}/items/${String(items[0]?.id)}`)).status).toBe(404);
  await write(api, 'PUT', path, []);
  expect((await api.get(`${path}/items`)).body.result).toEqual([]);
});

test('fails an operation that holds one address twice', async () => {
  const { api, path } = await withList();
  const { body } = await api.put(`${path}/items`, [{ ip: '192.0.2.1' }, { ip: '192.0.2.1' }]);
  expect(await poll(api, body.result.operation_id)).toEqual(['pending', 'running', 'failed']);
  expect((await api.get(`${LISTS}/bulk_operations/${body.result.operation_id}`)).body.result).toEqual({
    id: HEX_ID,
    status: 'failed',
    completed: TIME,
    error: 'duplicates of 192.0.2.1',
  });
  expect((await api.get(path)).body.result.num_items).toBe(0);
});

test('pages through items and searches addresses by their start', async () => {
  const { api, path } = await withList();
  await write(
    api,
    'PUT',
    path,
    [1, 2, 3, 11].map((n) => ({ ip: `192.0.2.${n}` })),
  );
  const first = await api.get(`${path}/items?per_page=3`);
  expect(first.body.result_info).toEqual({ cursors: { after: 'Mw==' } });
  const second = await api.get(`${path}/items?per_page=3&cursor=Mw%3D%3D`);
  expect(second.body.result.map(({ ip }) => ip)).toEqual(['192.0.2.11']);
  const found = await api.get(`${path}/items?search=192.0.2.1`);
  expect(found.body.result.map(({ ip }) => ip)).toEqual(['192.0.2.1', '192.0.2.11']);
  expect((await api.get(`${path}/items?per_page=501`)).status).toBe(400);
});

test.each(['192.0.2.1', '10.0.0.0/8', '203.0.113.0/24', '192.0.2.2/31', '2001:db8::/64', '2000::/12'])(
  'takes the address %s',
  async (ip) => {
    const { api, path } = await withList();
    expect((await api.put(`${path}/items`, [{ ip }])).status).toBe(200);
  },
);

test.each([
  ['192.0.2.1/32', 'a single address must be given without its /32'],
  ['192.0.2.1/24', 'it is not in canonical form, which is 192.0.2.0/24'],
  ['2001:DB8::/64', 'it is not in canonical form, which is 2001:db8::/64'],
  ['10.0.0.0/7', 'the prefix must be /8 to /32'],
  ['2000::/11', 'the prefix must be /12 to /64'],
  ['2001:db8::/65', 'the prefix must be /12 to /64'],
  ['2001:db8::1', 'a single IPv6 address must be given as its /64'],
  ['010.0.0.1', 'it is neither an IP address nor a CIDR'],
  ['10.1', 'it is neither an IP address nor a CIDR'],
  ['10.0.0.0/33', 'it is neither an IP address nor a CIDR'],
  ['office', 'it is neither an IP address nor a CIDR'],
])('refuses the address %s', async (ip, reason) => {
  const { api, path } = await withList();
  const { status, body } = await api.post(`${path}/items`, [{ ip: '192.0.2.9' }, { ip }]);
  expect(status).toBe(400);
  expect(body).toEqual(refusal(29033, `'${ip}' is not a valid value for ip because ${reason}`, '/1/ip'));
});

test.each([
  [[{ asn: 1 }], 29015],
  [[{ comment: 'x' }], 29033],
  [{ ip: '192.0.2.1' }, 29003],
  [[{ ip: '192.0.2.1', comment: 'x'.repeat(501) }], 29033],
])('refuses the items %j', async (items, code) => {
  const { api, path } = await withList();
  expect((await api.post(`${path}/items`, items)).body.errors[0]?.code).toBe(code);
});

test('keeps a list that a rule uses, enabled or not', async () => {
  const { api, id, path } = await withList();
  await api.entryPoint(
    { ...block('a', 'ip.src in $home'), enabled: false },
    block('b', 'http.host eq "$home"'),
  );
  expect((await api.get(path)).body.result.num_referencing_filters).toBe(1);
  const { status, body } = await api.delete(path);
  expect(status).toBe(400);
  expect(body).toEqual(refusal(10031, 'filters.api.ip_list_in_use'));
  await api.put(`/zones/${FREE_ZONE}/rulesets/phases/http_request_firewall_custom/entrypoint`, { rules: [] });
  expect((await api.delete(path)).body.result).toEqual({ id });
});
