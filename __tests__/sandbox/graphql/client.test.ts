import { type EventQuery, graphqlClient, securityEvents } from '../../../lib/api-client';
import type { SeedZone } from '../../../lib/sandbox/cloudflare-api/seed/seed';
import { start, TOKEN, ZONE } from '../edge/edge';
import { control } from './ask';

const DAY_MS = 86_400_000;
const RULES = [
  {
    phase: 'http_request_firewall_custom',
    rules: [{ action: 'block', expression: 'true', description: 'all' }],
  },
];

/** Blocks three requests, and reads the events as the commands do. */
async function read(plan: SeedZone['plan'], query: Partial<EventQuery>, settings: object = {}) {
  const edge = await start(RULES, plan);
  for (const path of ['/a', '/b', '/c']) await edge.send({ path });
  await control(edge, 'analytics', settings);
  const client = graphqlClient({ baseUrl: edge.api.baseUrl, token: TOKEN });
  const to = Date.now();
  return securityEvents(client, { zoneId: ZONE, from: to - DAY_MS, to, ...query });
}

test.each(['free', 'pro', 'business', 'enterprise'] as const)(
  'reads what the plan %s shows',
  async (plan) => {
    const { rows, isSampled, isCut } = await read(plan, {});
    expect([rows.length, isSampled, isCut]).toEqual([3, false, false]);
    expect(rows[0]).toMatchObject({
      action: 'block',
      matchIndex: 0,
      description: 'all',
      metadata: expect.any(Array) as object,
    });
  },
);

test('asks for no more than the look-back, and in windows that are short enough', async () => {
  const { rows, from } = await read('pro', { from: 0 });
  expect(rows).toHaveLength(3);
  expect(Date.now() - from).toBeLessThanOrEqual(31 * DAY_MS);
});

test('tells of a sample', async () => {
  expect((await read('pro', {}, { sampleInterval: 3 })).isSampled).toBe(true);
});

test('reads page by page', async () => {
  expect((await read('pro', {}, { maxPageSize: 2 })).rows.length).toBeGreaterThanOrEqual(2);
});
