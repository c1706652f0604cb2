import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { graphqlClient, securityEvents } from '../../lib/api-client';
import { inputErrorOf } from '../support/refusal';

const ZONE = '0123456789abcdef0123456789abcdef';
const TOKEN = 'a-token-that-nobody-may-see';
const SECOND = 1000;
const DAY = 86_400 * SECOND;

interface Query {
  readonly query: string;
  readonly variables: Readonly<Record<string, string>>;
}

type Row = Readonly<Record<string, string | number>>;

let server: Server | undefined;
const queries: Query[] = [];
const waits: number[] = [];
let aheadMs = 0;

beforeEach(() => {
  queries.length = 0;
  waits.length = 0;
  aheadMs = 0;
});

afterEach(() => {
  server?.close();
});

/** A client of an API that answers each query with this status and body. */
async function clientOf(answer: (query: Query) => readonly [status: number, body: unknown]) {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      // Node's own header has the machine's time, and tests run on a day of their own.
      const date = new Date(Date.now() + aheadMs).toUTCString();
      if (request.method === 'GET') {
        response.writeHead(403, { date }).end();
        return;
      }
      const query = JSON.parse(Buffer.concat(chunks).toString()) as Query;
      queries.push(query);
      const [status, body] = answer(query);
      response.writeHead(status, { 'content-type': 'application/json', date }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const wait = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  return graphqlClient({ token: TOKEN, baseUrl: `http://127.0.0.1:${port}`, wait });
}

const zones = (zone: unknown) => [200, { data: { viewer: { zones: [zone] } }, errors: null }] as const;

const SETTINGS = { maxDuration: 259_200, maxNumberOfFields: 30, maxPageSize: 3, notOlderThan: 2_678_400 };

/** Events of one ray each, as a dataset with these settings shows them. */
const dataset = (events: readonly Row[], settings: Readonly<Record<string, unknown>> = SETTINGS) =>
  clientOf(({ query, variables }) => {
    if (query.includes('settings')) return zones({ settings: { firewallEventsAdaptive: settings } });
    const { from = '', to = '', ray } = variables;
    return zones({
      firewallEventsAdaptive: events
        .filter(({ datetime }) => String(datetime) >= from && String(datetime) <= to)
        .filter(({ rayName }) => ray === undefined || rayName === ray)
        .sort((a, b) => (String(a['datetime']) < String(b['datetime']) ? 1 : -1))
        .slice(0, Number(settings['maxPageSize'])),
    });
  });

const at = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
const eventAt = (ms: number, rayName: string, sampleInterval = 1): Row => ({
  datetime: at(ms),
  rayName,
  sampleInterval,
});

const NOW = Math.floor(Date.now() / SECOND) * SECOND;

test('windows and pages are as long as the settings allow, and no event is lost or doubled', async () => {
  const events = Array.from({ length: 20 }, (_, index) =>
    eventAt(NOW - index * 6 * 3600 * SECOND, `ray${index}`),
  );
  const { rows, isCut, isSampled } = await securityEvents(await dataset(events), {
    zoneId: ZONE,
    from: NOW - 10 * DAY,
    to: NOW,
  });
  expect(rows.map(({ rayName }) => rayName)).toEqual(events.map(({ rayName }) => rayName));
  expect({ isCut, isSampled }).toEqual({ isCut: false, isSampled: false });
  const longest = queries
    .slice(1)
    .map(({ variables: { from = '', to = '' } }) => Date.parse(to) - Date.parse(from));
  expect(Math.max(...longest)).toBeLessThanOrEqual(259_200 * SECOND + SECOND);
});

test('more events of one moment than a page holds are said to be cut', async () => {
  const events = ['a', 'b', 'c', 'd'].map((ray) => eventAt(NOW, ray));
  const answer = await securityEvents(await dataset(events), { zoneId: ZONE, from: NOW - DAY, to: NOW });
  expect(answer.isCut).toBe(true);
});

test('what is older than the look-back is not asked for', async () => {
  const client = await dataset([], { ...SETTINGS, notOlderThan: 86_400 });
  const { from } = await securityEvents(client, { zoneId: ZONE, from: NOW - 30 * DAY, to: NOW });
  expect(from).toBeGreaterThanOrEqual(NOW - DAY);
  expect(queries).toHaveLength(2);
});

test.each([
  ['30 days ahead', 30 * DAY],
  ['a year behind', -365 * DAY],
])('the look-back ends where the clock of the API says, %s', async (_title, skew) => {
  aheadMs = skew;
  const client = await dataset([], { ...SETTINGS, notOlderThan: 86_400 });
  const now = await client.time();
  expect(Math.abs(now - (Date.now() + skew))).toBeLessThan(60 * SECOND);
  const { from } = await securityEvents(client, { zoneId: ZONE, from: now - 30 * DAY, to: now });
  expect(from).toBeGreaterThanOrEqual(now - DAY);
  expect(from).toBeLessThan(now);
});

test('a clock that is seconds apart is the same', async () => {
  aheadMs = -20 * SECOND;
  const before = Date.now();
  expect(await (await dataset([])).time()).toBeGreaterThanOrEqual(before);
});

test('an event that stands for several says that the answer is sampled', async () => {
  const client = await dataset([eventAt(NOW, 'a', 10)]);
  expect((await securityEvents(client, { zoneId: ZONE, from: NOW - DAY, to: NOW })).isSampled).toBe(true);
});

test('a ray is sought from the newest window back, and no further than it is found', async () => {
  const events = [eventAt(NOW - 4 * DAY, 'sought'), eventAt(NOW, 'other'), eventAt(NOW - 20 * DAY, 'sought')];
  const { rows } = await securityEvents(await dataset(events), {
    zoneId: ZONE,
    from: NOW - 30 * DAY,
    to: NOW,
    ray: 'sought',
  });
  expect(rows.map(({ datetime }) => datetime)).toEqual([at(NOW - 4 * DAY)]);
  expect(queries).toHaveLength(3);
});

test('no more fields are asked for than the zone offers, the most useful first', async () => {
  const availableFields = ['datetime', 'rayName', 'description', 'action', 'metadata.key'];
  const client = await dataset([], { ...SETTINGS, maxNumberOfFields: 3, availableFields });
  await securityEvents(client, { zoneId: ZONE, from: NOW - DAY, to: NOW });
  expect(queries[1]?.query).toContain('{ datetime rayName action }');
});

test('a field that the plan lacks is left out, and the others are read', async () => {
  const client = await clientOf(({ query }) => {
    if (query.includes('settings')) return zones({ settings: { firewallEventsAdaptive: SETTINGS } });
    const refused = ['ref', 'metadata'].find((name) => new RegExp(`\\b${name}\\b`).test(query));
    return refused === undefined
      ? zones({ firewallEventsAdaptive: [eventAt(NOW, 'a')] })
      : [403, failure(`zone '${ZONE}' does not have access to the field '${refused}'`)];
  });
  const { rows } = await securityEvents(client, { zoneId: ZONE, from: NOW - DAY, to: NOW });
  expect(rows).toHaveLength(1);
  // The settings, two refusals, and the answer.
  expect(queries).toHaveLength(4);
});

test('a refusal that is about no field ends the query', async () => {
  const client = await clientOf(({ query }) =>
    query.includes('settings')
      ? zones({ settings: { firewallEventsAdaptive: SETTINGS } })
      : [400, failure('unknown field "elsewhere"')],
  );
  await expect(securityEvents(client, { zoneId: ZONE, from: NOW - DAY, to: NOW })).rejects.toThrow(
    'elsewhere',
  );
  expect(queries).toHaveLength(2);
});

test('values of others are variables, and no part of the query', async () => {
  const path = '/a") { settings } #';
  await securityEvents(await dataset([]), { zoneId: ZONE, from: NOW - DAY, to: NOW, path });
  expect(queries[1]?.query).not.toContain(path);
  expect(queries[1]?.variables).toMatchObject({ path });
});

test('more than 300 queries wait until five minutes have passed since the first of them', async () => {
  const client = await clientOf(() => zones({}));
  for (let query = 0; query < 301; query++) await client.zone(ZONE, 'settings { x { y } }');
  expect(waits).toHaveLength(1);
  expect(waits[0]).toBeGreaterThan(0);
  expect(waits[0]).toBeLessThanOrEqual(300_000);
});

const failure = (message: string, path: unknown = ['viewer', 'zones', '0']) => ({
  data: null,
  errors: [{ message, path, extensions: { timestamp: '2026-06-01T00:00:00Z' } }],
});

test.each([
  [
    400,
    failure('cannot request data older than 86400s'),
    'cloudflare/answer',
    'POST /graphql answered 400: `cannot request data older than 86400s` at `viewer.zones.0`',
  ],
  [403, failure('zones [...] are not authorized'), 'cloudflare/not-authorized', 'are not authorized'],
  [200, failure('does not have access to the path'), 'cloudflare/not-authorized', 'does not have access'],
  [
    429,
    failure('rate limiter budget depleted, try again after 5 minutes', null),
    'cloudflare/unavailable',
    '429',
  ],
  [503, 'an error page', 'cloudflare/unavailable', 'answered 503'],
  [200, { data: { viewer: { zones: [] } } }, 'cloudflare/not-authorized', 'shows no analytics of the zone'],
  [400, failure(`\u001b[2Jclear ${TOKEN}`), 'cloudflare/answer', 'clear'],
])('status %s with %j is %s', async (status, body, code, text) => {
  const client = await clientOf(() => [status, body]);
  const thrown: unknown = await client.zone(ZONE, 'settings { x { y } }').catch((error: unknown) => error);
  const error = inputErrorOf(() => {
    throw thrown;
  });
  expect(error).toMatchObject({ code, message: expect.stringContaining(text) as unknown });
  expect(error.message).not.toContain(TOKEN);
  expect(error.message).not.toContain('\u001b');
});
