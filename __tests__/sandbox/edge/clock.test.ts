import { control, rows } from '../graphql/ask';
import { start, type TestEdge } from './edge';

const DAY = 86_400;

/** Skips while the edge's clock is before 2026-06-15; tests run on 2026-06-01. */
const ENDS = [
  {
    phase: 'http_request_firewall_custom',
    rules: [
      {
        action: 'skip',
        expression: '(http.request.timestamp.sec lt 1781481600)',
        ref: 'ends',
        action_parameters: { phases: ['http_request_firewall_managed'] },
      },
    ],
  },
];

const seconds = (time: number) => Math.floor(time / 1000);

/** How many skips of the last day a query finds. */
const skips = async (edge: TestEdge) => {
  const from = new Date(edge.api.now() - DAY * 1000).toISOString();
  return (await rows(edge, 'firewallEventsAdaptive', `limit: 9, filter: { datetime_geq: "${from}" }`, 'ref'))
    .length;
};

test('the edge, its events and their look-back go by the clock of the sandbox', async () => {
  const edge = await start(ENDS);
  await edge.send();
  expect(await skips(edge)).toBe(1);
  const before = seconds(edge.api.now());
  const moved = await control(edge, 'clock', { advance: 30 * DAY });
  expect(moved.status).toBe(200);
  const after = seconds(edge.api.now());
  expect(after - before).toBeGreaterThanOrEqual(30 * DAY);
  expect((JSON.parse(moved.text) as { result: { now: string } }).result.now).toBe(
    new Date(Date.parse((JSON.parse(moved.text) as { result: { now: string } }).result.now)).toISOString(),
  );
  await edge.send();
  expect(await skips(edge)).toBe(0);
  expect(edge.api.state.events).toHaveLength(1);
  expect(seconds(Date.parse(edge.api.state.requests.at(-1)?.datetime ?? ''))).toBeGreaterThanOrEqual(after);
});

test('an answer has the time of the clock, that of the origin too', async () => {
  const edge = await start([]);
  await control(edge, 'clock', { now: '2031-01-01T00:00:00Z' });
  expect((await edge.send()).headers['date']).toMatch(/^Wed, 01 Jan 2031 00:0/);
});

test('a write has the time of the clock', async () => {
  const edge = await start([]);
  await control(edge, 'clock', { now: '2031-01-01T00:00:00Z' });
  const url = `${edge.api.baseUrl}/zones/${edge.api.state.zones[0]?.id ?? ''}/rulesets/phases/http_request_firewall_custom/entrypoint`;
  const response = await fetch(url, {
    method: 'PUT',
    headers: { authorization: 'Bearer write-token' },
    body: JSON.stringify({ rules: [{ action: 'block', expression: 'ssl' }] }),
  });
  const { result } = (await response.json()) as { result: { last_updated: string } };
  expect(result.last_updated).toMatch(/^2031-01-01T00:0/);
  expect((await fetch(url)).headers.get('date')).toMatch(/^Wed, 01 Jan 2031 00:0/);
});

test.each([
  [{ now: '2020-01-01T00:00:00Z' }, 'the clock cannot go to 2020-01-01T00:00:00.000Z'],
  [{ now: 'tomorrow' }, 'the clock cannot be moved by'],
  [{ advance: -1 }, 'the clock cannot be moved by'],
  [{ advance: 1e12 }, 'the clock cannot be moved by'],
  [{ advance: 1, now: '2031-01-01T00:00:00Z' }, 'the clock cannot be moved by'],
  [{ now: '2999-01-01T00:00:00Z' }, 'before the year 2100'],
  [null, 'the clock cannot be moved by'],
])('refuses %j', async (body, message) => {
  const edge = await start([]);
  const before = edge.api.state.clockAheadMs;
  const answer = await control(edge, 'clock', body);
  expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(message)]);
  expect(edge.api.state.clockAheadMs).toBe(before);
});
