import { CUSTOM, FREE_ZONE, start, TIME, ZONE } from './api';

test('lists managed rulesets of the plan and the entry points, without rules', async () => {
  const api = await start();
  const { status, body } = await api.get(`/zones/${ZONE}/rulesets`);
  expect(status).toBe(200);
  expect(body).not.toHaveProperty('result_info');
  expect(body.result.map(({ kind, phase }) => `${kind} ${phase}`)).toEqual([
    'managed http_request_firewall_managed',
    'managed http_request_firewall_managed',
    'managed http_request_firewall_managed',
    'managed http_request_firewall_managed',
    'zone http_request_firewall_custom',
    'zone http_request_firewall_managed',
  ]);
  expect(body.result[4]).toEqual({
    id: 'cdc05fa3aea9e7d23a81b4e0ebe64917',
    name: 'default',
    description: '',
    kind: 'zone',
    version: '23',
    last_updated: TIME,
    phase: CUSTOM,
  });
});

test('shows a free zone its one managed ruleset and nothing else', async () => {
  const api = await start();
  const { body } = await api.get(`/zones/${FREE_ZONE}/rulesets`);
  expect(body.result.map(({ name }) => name)).toEqual(['Cloudflare Free Managed Ruleset']);
});

test('follows cursors.after to the last page', async () => {
  const api = await start({
    seed: {
      accounts: [{ name: 'A' }],
      rulesetPageSize: 2,
      zones: [
        {
          id: ZONE,
          name: 'a.example',
          account: 'A',
          plan: 'free',
          rulesets: ['http_ratelimit', 'http_request_transform', CUSTOM].map((phase) => ({
            phase,
            rules: [],
          })),
        },
      ],
    },
  });
  const first = await api.get(`/zones/${ZONE}/rulesets`);
  expect(first.body.result.map(({ phase }) => phase)).toEqual([
    'http_request_firewall_managed',
    'http_ratelimit',
  ]);
  expect(first.body.result_info).toEqual({ cursors: { after: 'Mg==' } });
  const second = await api.get(`/zones/${ZONE}/rulesets?cursor=Mg%3D%3D`);
  expect(second.body.result.map(({ phase }) => phase)).toEqual(['http_request_transform', CUSTOM]);
  expect(second.body.result_info).toEqual({ cursors: { before: 'MA==' } });
  const whole = await api.get(`/zones/${ZONE}/rulesets?per_page=4`);
  expect(whole.body.result).toHaveLength(4);
  expect(whole.body).not.toHaveProperty('result_info');
});

test.each(['per_page=0', 'per_page=x', 'cursor=%21'])('refuses ?%s', async (query) => {
  const api = await start();
  expect((await api.get(`/zones/${ZONE}/rulesets?${query}`)).status).toBe(400);
});
