import { clientAnswer, Fields, type SecurityEvent, securityEvent } from '../../lib/evidence';
import { plain } from '../../lib/review/text';
import { requestChecks } from '../../lib/verify/request-checks';
import { declaring, liveZone, MANAGED, RULE } from './zone';

const RAY = '9a1b2c3d4e5f6071';
const URL = 'https://dashboard.example.com/export';
const PAGE = '<title>Attention Required! | Cloudflare</title> Sorry, you have been blocked';

interface Given {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const answer = ({ status, body = 'no such page', headers = {} }: Given) =>
  clientAnswer(
    { source: 'x' },
    { method: 'POST', target: URL, headers: [] },
    { status, body, headers: Object.entries({ 'cf-ray': `${RAY}-FRA`, server: 'cloudflare', ...headers }) },
  );
const event = (row: object) =>
  securityEvent(new Fields({ rayName: RAY, source: 'firewallManaged', ruleId: 'r', ...row }), {
    source: 'e',
  });

type Sent = Parameters<typeof requestChecks>[0];
const sent = (given: Given | undefined, more: Partial<Sent> = {}): Sent => ({
  zone: {
    live: liveZone(declaring(MANAGED, [RULE]), {}),
    hostname: 'example.com',
    rules: { custom: [], managed: [] },
  },
  request: { method: 'POST', url: URL },
  refs: [RULE.ref],
  isSure: true,
  answer: given && answer(given),
  failure: given === undefined ? 'ECONNREFUSED' : undefined,
  misses: [],
  ...more,
});
const tell = (given: Sent, events: readonly SecurityEvent[] = []) =>
  requestChecks(given, events).map(({ outcome, sentence }) => `${outcome}: ${plain(sentence)}`);

test.each<readonly [string, Given, readonly SecurityEvent[], string]>([
  ['200', { status: 200 }, [], 'verified'],
  ['an unbranded 404', { status: 404 }, [], 'verified'],
  ['an unbranded 500', { status: 500 }, [], 'verified'],
  ['the block page', { status: 403, body: PAGE }, [], 'failed'],
  ['a challenge', { status: 403, headers: { 'cf-mitigated': 'challenge' } }, [], 'failed'],
  ['a rate limit page', { status: 429, body: 'error code: 1015' }, [], 'failed'],
  ['a block that an event proves', { status: 403 }, [event({ action: 'block' })], 'failed'],
  ['a log event, which refuses nothing', { status: 404 }, [event({ action: 'log' })], 'verified'],
  [
    'an event of another ray',
    { status: 404 },
    [event({ action: 'block', rayName: 'f'.repeat(16) })],
    'verified',
  ],
  ['an unbranded 403, which a custom page may be', { status: 403 }, [], 'cannot-tell'],
  ['an unbranded 429', { status: 429 }, [], 'cannot-tell'],
  ['a redirect, which may come before the WAF', { status: 302 }, [], 'cannot-tell'],
  ['an answer of the cache', { status: 404, headers: { 'cf-cache-status': 'HIT' } }, [], 'verified'],
  ['an origin that cannot be reached', { status: 522, body: 'error code: 522' }, [], 'verified'],
  ['a Worker that failed', { status: 500, body: 'error code: 1101' }, [], 'cannot-tell'],
  ['an empty 403', { status: 403, body: '' }, [], 'cannot-tell'],
])('%s', (_name, given, events, outcome) => {
  expect(requestChecks(sent(given), events)[0]?.outcome).toBe(outcome);
});

test('no answer, and a refusal of a caller that nobody knows, prove nothing', () => {
  expect(tell(sent(undefined))).toEqual([`cannot-tell: POST ${URL} was not answered: ECONNREFUSED.`]);
  expect(tell(sent({ status: 403, body: PAGE }, { isSure: false }))).toEqual([
    `cannot-tell: POST ${URL} was answered 403 at the edge. The exception depends on something that the request does not contain, such as the caller.`,
  ]);
});

test('the rule that refuses is named from its event, and not a contributor', () => {
  const events = [
    event({ action: 'block', description: 'decides', matchIndex: 0 }),
    event({ action: 'log', description: 'adds', matchIndex: 1 }),
  ];
  expect(tell(sent({ status: 403, body: PAGE }), events)).toEqual([
    `failed: POST ${URL} was answered 403 at the edge by decides.`,
  ]);
});

const miss = (title: string, given: Given | undefined, more: object = {}) => ({
  title,
  differsIn: 'path' as const,
  isPlain: true,
  answer: given && answer(given),
  ...more,
});
const BLOCKED = { status: 403, body: PAGE };

test('a near miss that passes fails only where another is refused for what the request has', () => {
  const passes = miss('trailing slash', { status: 404 });
  const told = (...misses: Sent['misses']) => tell(sent({ status: 200 }, { misses })).slice(1);
  const through = `failed: a near miss of POST ${URL} was let through although no exception covers it: trailing slash, answered 404.`;
  expect(told(passes, miss('sibling path', BLOCKED))).toEqual([
    `verified: 1 near miss of POST ${URL} is still refused at the edge: sibling path.`,
    through,
  ]);
  const open = (titles: string, count: string) =>
    `cannot-tell: from outside, it is not clear whether managed rules inspect ${count} of POST ${URL}: ${titles}.`;
  expect(told(passes)).toEqual([open('trailing slash', '1 near miss')]);
  // Refused for its own path: that says nothing of the request.
  expect(told(passes, miss('dot segments', BLOCKED, { isPlain: false }))).toEqual([
    `verified: 1 near miss of POST ${URL} is still refused at the edge: dot segments.`,
    open('trailing slash', '1 near miss'),
  ]);
  const get = miss('method GET', { status: 404 }, { differsIn: 'method' });
  const unclear = [miss('child path', { status: 403 }), miss('parent path', undefined)];
  expect(told(get, ...unclear, miss('sibling path', BLOCKED))[1]).toBe(
    open('child path, parent path and method GET', '3 near misses'),
  );
});

test('what comes from outside is quoted, and a query is not repeated', () => {
  const request = { method: 'POST', url: `${URL}\u202e?token=secret` };
  const [line] = tell(sent({ status: 200 }, { request, misses: [miss('x', BLOCKED)] }));
  expect(line).toContain('export\\u{202e}?... was answered');
  expect(line).not.toContain('secret');
});
