import { type ApiAccess, cloudflareReader } from '../../lib/api-client';
import { readLiveZone } from '../../lib/cli/zones/live-zone';
import { plain } from '../../lib/review/text';
import { verify } from '../../lib/verify';
import { frames, start, type TestEdge } from '../sandbox/edge/edge';
import { declaring, execute, MANAGED, OWASP, RULE, ZONE } from './zone';

const REQUEST = { method: 'POST', url: 'https://dashboard.example.com/export?token=secret' };
let edge: TestEdge;

beforeEach(async () => {
  edge = await start([{ phase: MANAGED, rules: [RULE, execute(OWASP)] as never }]);
});

/** What a verification says, with this way to wait for events. */
async function tell(waitSeconds: number, wait?: ApiAccess['wait'], rule: object = RULE) {
  const access: ApiAccess = {
    token: 'read-token',
    baseUrl: edge.api.baseUrl,
    ...(wait !== undefined && { wait }),
  };
  const checks = await verify([declaring(MANAGED, [rule], { zone: { id: ZONE } })], access, {
    requests: [REQUEST],
    waitSeconds,
    withNearMisses: false,
    sandboxEdge: edge.url,
    readRules: async (zoneId) => (await readLiveZone(zoneId, cloudflareReader(access))).zone,
  });
  return checks.map(({ about, outcome, sentence }) => `${about} ${outcome}: ${plain(sentence)}`);
}

/** Changes what GraphQL shows: of a thousand requests, none but one. */
async function sample(sampleInterval: number | undefined): Promise<void> {
  const { hostname, port } = new URL(edge.api.baseUrl);
  const answer = await fetch(`http://${hostname}:${port}/_sandbox/analytics`, {
    method: 'PUT',
    headers: { authorization: 'Bearer write-token' },
    body: JSON.stringify(sampleInterval === undefined ? {} : { sampleInterval }),
  });
  expect(answer.status).toBe(200);
}

const USED = 'events verified: wafx__dashboard__export has matched 1 request since it went live';
const NOTHING_YET = 'events cannot-tell: there is no Security Event of wafx__dashboard__export yet';

test('a zone that the stack names by its id is found by the host, and the query is in no sentence', async () => {
  const told = await tell(0);
  expect(told).toEqual([
    expect.stringContaining('live-rules verified: ') as string,
    'request verified: POST https://dashboard.example.com/export?... was answered 200, so the edge did not refuse it.',
    expect.stringContaining(USED) as string,
    'trace verified: Cloudflare Trace says that wafx__dashboard__export matches the request.',
  ]);
});

test('it waits for the events of what it sent, and no longer than it may', async () => {
  // The one of a thousand that is shown.
  await edge.send({ method: 'POST', headers: { 'content-type': 'application/json' }, body: frames(5) });
  await sample(1000);
  const waits: number[] = [];
  const never = await tell(12, (ms) => {
    waits.push(ms);
    return Promise.resolve();
  });
  expect(never).toContainEqual(expect.stringContaining(NOTHING_YET));
  expect(waits).toEqual([5000, 5000, 5000]);
  waits.length = 0;
  const late = await tell(60, async (ms) => {
    waits.push(ms);
    if (waits.length === 2) await sample(undefined);
  });
  expect(late).toContainEqual(expect.stringContaining('wafx__dashboard__export has matched 2 requests'));
  expect(waits).toEqual([5000, 5000]);
});

test('Trace that contradicts the code is a failure', async () => {
  await edge.api.close();
  edge = await start([
    { phase: MANAGED, rules: [{ ...RULE, expression: 'false' }, execute(OWASP)] as never },
  ]);
  expect(await tell(0)).toContain(
    'trace failed: Cloudflare Trace says that wafx__dashboard__export does not match the request, although it should.',
  );
});

test('where Trace may not be asked it is no witness', async () => {
  const { hostname, port } = new URL(edge.api.baseUrl);
  const fault = await fetch(`http://${hostname}:${port}/_sandbox/faults`, {
    method: 'POST',
    headers: { authorization: 'Bearer write-token' },
    body: JSON.stringify({ operation: 'trace-request', times: 9, status: 403 }),
  });
  expect(await fault.text()).not.toContain('"success":false');
  expect((await tell(0)).filter((line) => line.startsWith('trace'))).toEqual([]);
});
