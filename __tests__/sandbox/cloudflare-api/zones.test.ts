import { ACCOUNT, READ_ONLY_TOKEN, refusal, start, ZONE } from './api';

test('finds a zone by name, with every field', async () => {
  const api = await start();
  const { body } = await api.get('/zones?name=example.com');
  expect(body).toMatchObject({
    success: true,
    result_info: { page: 1, per_page: 20, count: 1, total_count: 1, total_pages: 1 },
  });
  expect(body.result).toEqual([
    {
      id: ZONE,
      name: 'example.com',
      status: 'active',
      paused: false,
      type: 'full',
      development_mode: 0,
      name_servers: ['a.ns.example', 'b.ns.example'],
      original_name_servers: ['ns1.example'],
      original_registrar: null,
      original_dnshost: null,
      modified_on: '2026-01-01T00:00:00.000000Z',
      created_on: '2026-01-01T00:00:00.000000Z',
      activated_on: '2026-01-01T00:00:00.000000Z',
      account: { id: ACCOUNT, name: 'Example' },
      owner: { id: null, type: 'user', email: null },
      permissions: ['#waf:read', '#waf:edit', '#zone:read'],
      plan: {
        id: '1ac039f6c29b691475c3d74fe588d1ae',
        name: 'Business Website',
        price: 0,
        currency: 'USD',
        frequency: '',
        is_subscribed: true,
        can_subscribe: false,
        legacy_id: 'business',
        legacy_discount: false,
        externally_managed: false,
      },
      meta: { step: 2, custom_certificate_quota: 0, page_rule_quota: 3, phishing_detected: false },
    },
  ]);
  expect((await api.get(`/zones/${ZONE}`)).body).toEqual({
    result: body.result[0],
    success: true,
    errors: [],
    messages: [],
  });
  expect((await api.get(`/zones/${ZONE}`, READ_ONLY_TOKEN)).body.result.permissions).toEqual([
    '#waf:read',
    '#zone:read',
  ]);
});

const TWINS = {
  accounts: [
    { id: 'a'.repeat(32), name: 'A' },
    { id: 'b'.repeat(32), name: 'B' },
  ],
  zones: [
    { id: '1'.repeat(32), name: 'x.example', account: 'A', plan: 'free' as const },
    { id: '2'.repeat(32), name: 'x.example', account: 'B', plan: 'free' as const, status: 'pending' },
    { id: '3'.repeat(32), name: 'y.example', account: 'B', plan: 'free' as const },
  ],
};

test.each([
  ['', '123'],
  ['?name=x.example', '12'],
  [`?name=x.example&account.id=${'b'.repeat(32)}`, '2'],
  ['?account.name=B', '23'],
  ['?status=pending', '2'],
  ['?name=y.example&status=pending&match=any', '23'],
  ['?name=z.example', ''],
  ['?per_page=2', '12'],
  ['?per_page=2&page=2', '3'],
  ['?per_page=2&page=3', ''],
])('answers %s with zones %s', async (query, expected) => {
  const api = await start({ seed: TWINS });
  const { body } = await api.get(`/zones${query}`);
  expect(body.result.map(({ id }) => id[0]).join('')).toBe(expected);
});

test('names a zone that does not exist', async () => {
  const api = await start();
  const { status, body } = await api.get('/zones/x');
  expect(status).toBe(404);
  expect(body).toEqual(
    refusal(7003, 'Could not route to /zones/x, perhaps your object identifier is invalid?'),
  );
});
