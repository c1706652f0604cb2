import { gzipSync } from 'node:zlib';
import { collector, type Evidence, readEvidence, textInput } from '../../lib/evidence';
import { NO_FACTS } from '../../lib/evidence/records/request-facts';

const read = (text: string | Buffer): Promise<Evidence> => readEvidence([textInput('log', text)]);

const ROW = {
  rayName: '8a1b2c3d4e5f6071',
  datetime: '2026-06-01T12:00:00Z',
  action: 'managed_challenge',
  source: 'firewallManaged',
  rulesetId: '4814384a9e5d4991b9815dcfc25d2f1f',
  ruleId: '6179ae15870a4bb7b2d480d4843b323c',
  description: '949110: Inbound Anomaly Score Exceeded',
  matchIndex: 0,
  clientRequestHTTPHost: 'Shop.example.com:443',
  clientRequestHTTPMethodName: 'POST',
  clientRequestPath: '/a',
  clientRequestQuery: '?b=1',
  clientRequestScheme: 'https',
  clientIP: '203.0.113.7',
  clientAsn: '64500',
  clientCountryName: 'DE',
  userAgent: 'curl/8',
  edgeResponseStatus: 403,
  originResponseStatus: 0,
  sampleInterval: 1,
  metadata: [{ key: 'ruleset_version', value: '3' }],
};

const LOGPUSH = {
  RayID: ROW.rayName,
  Datetime: 1780315200000000000,
  Action: 'managedchallenge',
  Source: 'firewallmanaged',
  RulesetID: ROW.rulesetId,
  RuleID: ROW.ruleId,
  Description: ROW.description,
  MatchIndex: 0,
  ClientRequestHost: 'shop.example.com',
  ClientRequestMethod: 'POST',
  ClientRequestPath: '/a',
  ClientRequestQuery: '?b=1',
  ClientRequestScheme: 'https',
  ClientIP: '203.0.113.7',
  ClientASN: 64500,
  ClientCountry: 'DE',
  ClientRequestUserAgent: 'curl/8',
  EdgeResponseStatus: 403,
  OriginResponseStatus: 0,
  Metadata: { ruleset_version: '3' },
};

const lower = (record: object): object =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value as unknown]));

const answer = (rows: readonly unknown[]): object => ({
  data: { viewer: { zones: [{ firewallEventsAdaptive: rows }] } },
  errors: null,
});

test.each<[string, string | Buffer]>([
  ['an answer of GraphQL', JSON.stringify(answer([ROW]), undefined, 2)],
  ['an answer of GraphQL in one line', JSON.stringify(answer([ROW]))],
  ["the dashboard's list", JSON.stringify([ROW], undefined, 2)],
  ["the dashboard's one event", JSON.stringify(ROW, undefined, 2)],
  ['Logpush', `${JSON.stringify(LOGPUSH)}\n`],
  ['Logpush with Windows ends', `${JSON.stringify(LOGPUSH)}\r\n`],
  ['Logpush in gzip', gzipSync(`${JSON.stringify(LOGPUSH)}\n`)],
  ['a batch', `{"events":[\n  {"info":${JSON.stringify(LOGPUSH)}}\n]}`],
  ['Log Explorer', JSON.stringify({ result: [lower(LOGPUSH)] })],
  ['a PowerShell file', Buffer.from(`\ufeff${JSON.stringify(LOGPUSH)}`, 'utf16le')],
])('an event is one, in %s', async (_, text) => {
  const { events, skipped } = await read(text);
  expect(skipped.lines).toBe(0);
  expect(events.map((event) => ({ ...event, place: event.place.source }))).toEqual([
    {
      place: 'log',
      ray: '8a1b2c3d4e5f6071',
      time: Date.UTC(2026, 5, 1, 12),
      action: 'managed_challenge',
      source: 'firewallManaged',
      rulesetId: ROW.rulesetId,
      ruleId: ROW.ruleId,
      ref: undefined,
      description: ROW.description,
      matchIndex: 0,
      request: {
        host: 'shop.example.com',
        method: 'POST',
        scheme: 'https',
        path: '/a',
        query: 'b=1',
        clientIp: '203.0.113.7',
        clientAsn: 64500,
        country: 'DE',
        userAgent: 'curl/8',
      },
      originStatus: 0,
      edgeStatus: 403,
      sampleInterval: 1,
      attackScore: undefined,
      metadata: new Map([['ruleset_version', '3']]),
    },
  ]);
});

test('a row of the request log', async () => {
  const row = {
    RayID: ROW.rayName,
    ParentRayID: '00',
    ClientRequestURI: '/a?b=1',
    ClientRequestHost: 'shop.example.com',
    EdgeResponseStatus: 403,
    OriginResponseStatus: 0,
    SecurityAction: 'managedChallenge',
    SecurityRuleID: 'x',
    SecurityActions: ['log', 'managedChallenge'],
    SecurityRuleIDs: ['y', 'x'],
    SecuritySources: ['firewallManaged', 'firewallmanaged'],
    WorkerSubrequest: false,
    WAFAttackScore: 12,
  };
  const { requests } = await read(JSON.stringify(row));
  expect(requests).toMatchObject([
    {
      ray: ROW.rayName,
      parentRay: undefined,
      request: { path: '/a', query: 'b=1' },
      securityAction: 'managed_challenge',
      securityMatches: [
        { action: 'log', ruleId: 'y', source: 'firewallManaged' },
        { action: 'managed_challenge', ruleId: 'x', source: 'firewallManaged' },
      ],
      attackScore: 12,
    },
  ]);
  expect(requests[0]?.fields).toEqual(new Map([['WorkerSubrequest', 'false']]));
});

test('broken lines are counted, the first shown, and none is fatal', async () => {
  const good = JSON.stringify(LOGPUSH);
  const { events, skipped } = await read(
    [good.slice(0, 40), good, '', 'x', '[]', '{"a":1}', '7', good, 'y', 'z', good.slice(1)].join('\n'),
  );
  expect(events.map(({ place }) => place.line)).toEqual([2, 8]);
  expect(skipped.lines).toBe(7);
  expect(skipped.first.map(({ place, why }) => [place.line, why])).toEqual([
    [1, 'it is not a JSON object'],
    [4, 'it is not a JSON object'],
    [6, 'it is not an event or request'],
    [7, 'it is not a JSON object'],
    [9, 'it is not a JSON object'],
  ]);
});

test.each([
  ['no event', JSON.stringify(answer([]))],
  ['an empty export', '[]'],
  ['an empty file', ' \n'],
])('%s is no mistake', async (_, text) => {
  const { events, skipped } = await read(text);
  expect([events, skipped.lines]).toEqual([[], 0]);
});

test.each([
  [
    'cut off',
    `[\n${JSON.stringify(LOGPUSH)},\n${JSON.stringify(LOGPUSH)},\n${JSON.stringify(LOGPUSH).slice(0, 50)}`,
    1,
  ],
  ['with a comma at the end of each line', `${JSON.stringify(LOGPUSH)},\n${JSON.stringify(LOGPUSH)},\n`, 0],
])('a batch %s has its whole records all the same', async (_, text, broken) => {
  const { events, skipped } = await read(text);
  expect([events.length, skipped.lines]).toEqual([2, broken]);
});

test('a document that is cut off is refused', async () => {
  await expect(read('{\n  "log": {\n    "entries": [')).rejects.toThrow(
    '`log` cannot be read: its JSON is broken',
  );
});

test('a log of objects whose first line is broken is read all the same', async () => {
  const { events, skipped } = await read(`torn\n${JSON.stringify(LOGPUSH)}\n{"RayID":\n`);
  expect([events.length, skipped.lines]).toEqual([1, 2]);
});

test.each([
  ['GraphQL', { data: null, errors: [{ message: 'cannot request data older than 3d' }] }],
  [
    'Log Explorer',
    { result: null, success: false, errors: [{ message: 'cannot request data older than 3d' }] },
  ],
])('an answer of %s that is an error only is not read', async (_, refused) => {
  await expect(read(JSON.stringify(refused))).rejects.toThrow(
    '`log` cannot be read: Cloudflare answered: cannot request data older than 3d',
  );
});

test('an error of GraphQL beside data is shown', async () => {
  const { skipped } = await read(
    '{"data":{"viewer":{"zones":[]}},"errors":[{"message":"one zone is refused"}]}',
  );
  expect(skipped.first).toEqual([
    { place: { source: 'log', line: 1 }, why: 'Cloudflare answered: one zone is refused' },
  ]);
});

test('a group of GraphQL stands for as many events as it counts', async () => {
  const group = { count: 40, dimensions: { action: 'block', source: 'firewallManaged', ruleId: 'x' } };
  const { events } = await read(
    JSON.stringify({ data: { viewer: { zones: [{ firewallEventsAdaptiveGroups: [group] }] } } }),
  );
  expect(events).toMatchObject([{ action: 'block', ruleId: 'x', sampleInterval: 40, ray: undefined }]);
});

test('a search reads the lines with a needle only, wherever the pieces of the input end', async () => {
  const rows = Array.from({ length: 40 }, (_, index) =>
    JSON.stringify({ ...LOGPUSH, RayID: `8a1b2c3d4e5f6${String(index).padStart(3, '0')}` }),
  );
  const bytes = Buffer.from(rows.join('\n'));
  for (const size of [1, 7, 100, 1000, 100_000]) {
    const input = {
      name: 'log',
      // eslint-disable-next-line @typescript-eslint/require-await -- as a stream
      bytes: async function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      },
    };
    const { events } = await readEvidence([input], {
      needles: ['8a1b2c3d4e5f6000', '8a1b2c3d4e5f6039', 'nobody'],
    });
    expect(events.map(({ ray }) => ray)).toEqual(['8a1b2c3d4e5f6000', '8a1b2c3d4e5f6039']);
  }
});

test('more than memory should hold is refused, with what selects', () => {
  const { visitor } = collector();
  const error = { place: { source: 'log' }, time: 1, program: 'nginx', message: '', request: NO_FACTS };
  for (let count = 0; count < 250_000; count++) visitor.originError(error);
  expect(() => {
    visitor.originError(error);
  }).toThrow('more than 250000 events and requests [evidence/too-many]');
});

const COLUMNS = ['RayID', 'EdgeResponseStatus', 'ClientRequestPath'];

test.each([
  ['a quote that nobody closes', '1a2b3c4d,403,"/a\n'],
  ['quotes of two lines that seem to belong together', '1a2b3c4d,403,"/a\n2a2b3c4d,403,"/b\n'],
  ['a line that lacks a field', '1a2b3c4d,403\n'],
])('one broken row of CSV is no loss of the others: %s', async (_, broken) => {
  const rows = Array.from({ length: 40 }, (_value, index) => `${(index + 0xa0000000).toString(16)},403,/c\n`);
  const text = [...rows.slice(0, 10), broken, ...rows.slice(10)].join('');
  const { requests, skipped } = await readEvidence([textInput('csv', text)], { columns: COLUMNS });
  expect(requests.map(({ ray }) => ray)).toEqual(rows.map((row) => row.slice(0, 8)));
  expect(skipped.lines).toBe(broken.split('\n').length - 1);
  expect(skipped.first[0]?.place.line).toBe(11);
});

test('fields of CSV in quotes hold delimiters, quotes and ends of lines', async () => {
  const { requests, skipped } = await readEvidence(
    [textInput('csv', '"1a2b3c4d","403","/a,""b""\n/c"\r\n2a2b3c4d,403,/d"e\r\n')],
    { columns: COLUMNS },
  );
  expect(requests.map(({ request }) => request.path)).toEqual(['/a,"b"\n/c', '/d"e']);
  expect(skipped.lines).toBe(0);
});
