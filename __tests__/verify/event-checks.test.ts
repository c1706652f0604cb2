import { Fields, securityEvent } from '../../lib/evidence';
import { plain } from '../../lib/review/text';
import { eventChecks, hostsOf, liveExceptions } from '../../lib/verify/event-checks';
import { declaring, liveRule, liveZone, MANAGED, MANAGED_RULESET, OWASP, RULE } from './zone';

const LIVE = liveZone(declaring(MANAGED, [RULE]), { [MANAGED]: [liveRule()] });
const since = Date.parse('2026-05-31T00:00:00Z');
const minutes = (count: number) => new Date(since + count * 60_000).toISOString();
const SKIP = { action: 'skip', ruleId: 'a'.repeat(32), ref: RULE.ref, datetime: minutes(5) };
const BLOCK = {
  action: 'block',
  source: 'firewallmanaged',
  ruleId: 'r',
  rulesetId: OWASP,
  description: 'XSS',
  datetime: minutes(5),
  clientRequestHTTPHost: 'dashboard.example.com',
  clientRequestHTTPMethodName: 'POST',
  clientRequestPath: '/export',
  clientIP: 'unknown',
};

function tell(rows: readonly object[], zone = LIVE, isCut = false): readonly string[] {
  const events = rows.map((row) =>
    securityEvent(new Fields({ source: 'firewallManaged', ...row }), { source: 'e' }),
  );
  return eventChecks(zone, liveExceptions(zone), { events, isCut }).map(
    ({ outcome, sentence }) => `${outcome}: ${plain(sentence)}`,
  );
}

const NONE =
  'cannot-tell: there is no Security Event of wafx__dashboard__export yet: it may not have matched a request, or the events are late.';
const USED = (count: string) =>
  `verified: wafx__dashboard__export has matched ${count} since it went live, and managed rules refused none that it covers.`;
const REFUSED = (count: string) =>
  `failed: managed rules still refused ${count} that wafx__dashboard__export covers, more than a minute after it went live: the last one by XSS, which it skips.`;
const OTHERS = (count: string) =>
  `cannot-tell: managed rules that wafx__dashboard__export does not skip refused ${count} that it covers, the last one by XSS: these were attacks, or the exception is not enough.`;

test.each([
  ['no event', [], NONE],
  ['its skips', [SKIP, SKIP], USED('2 requests')],
  ['sampled skips', [SKIP, { ...SKIP, sampleInterval: 10 }], USED('about 11 requests')],
  ['a skip of before', [{ ...SKIP, datetime: minutes(-1) }], NONE],
  ['a skip of another rule', [{ ...SKIP, ruleId: 'b' }], NONE],
  ['a skip under another ref', [{ ...SKIP, ref: 'other' }], NONE],
  ['a skip of a source without refs', [{ ...SKIP, ref: undefined }], USED('1 request')],
  ['its requests refused', [SKIP, BLOCK], REFUSED('1 request')],
  ['a challenge', [{ ...BLOCK, action: 'managed_challenge' }], REFUSED('1 request')],
  [
    'an attack refused by another ruleset',
    [SKIP, { ...BLOCK, rulesetId: MANAGED_RULESET }],
    OTHERS('1 request'),
  ],
  ['refused by nobody knows which ruleset', [SKIP, { ...BLOCK, rulesetId: undefined }], OTHERS('1 request')],
  [
    'refused by what it skips, and an attack',
    [BLOCK, { ...BLOCK, rulesetId: MANAGED_RULESET }],
    REFUSED('1 request'),
  ],
  ['refused before it was live everywhere', [SKIP, { ...BLOCK, datetime: minutes(0.5) }], USED('1 request')],
  ['another path refused', [SKIP, { ...BLOCK, clientRequestPath: '/other' }], USED('1 request')],
  ['another host refused', [SKIP, { ...BLOCK, clientRequestHTTPHost: 'www.example.com' }], USED('1 request')],
  ['only logged', [SKIP, { ...BLOCK, action: 'log' }], USED('1 request')],
  ['refused by a rate limit', [SKIP, { ...BLOCK, source: 'rateLimit' }], USED('1 request')],
])('%s', (_name, rows, told) => {
  expect(tell(rows)).toEqual([told]);
});

test.each([
  [{ rules: { [OWASP]: ['r'] } }, REFUSED],
  [{ rules: { [OWASP]: ['another'] } }, OTHERS],
  [{ ruleset: 'current' }, REFUSED],
  [{ phases: [MANAGED] }, REFUSED],
  [{ products: ['bic'] }, OTHERS],
])('only what it skips counts against an exception: %j', (action_parameters, told) => {
  const zone = liveZone(declaring(MANAGED, [{ ...RULE, action_parameters }]), { [MANAGED]: [liveRule()] });
  expect(tell([BLOCK], zone)).toEqual([told('1 request')]);
});

test('a request of which an event does not say enough is not counted against the exception', () => {
  const rule = { ...RULE, expression: `${RULE.expression} and ip.src in {203.0.113.0/24}` };
  const zone = liveZone(declaring(MANAGED, [rule]), { [MANAGED]: [liveRule()] });
  expect(tell([BLOCK], zone)).toEqual([NONE]);
  expect(tell([{ ...BLOCK, clientIP: '203.0.113.7' }], zone)).toEqual([REFUSED('1 request')]);
});

test('an exception that logs nothing is not missed, and one that is not live is not asked about', () => {
  const silent = { ...RULE, logging: { enabled: false } };
  const zone = liveZone(declaring(MANAGED, [silent]), { [MANAGED]: [liveRule()] });
  expect(tell([], zone)).toEqual([]);
  expect(tell([SKIP], liveZone(declaring(MANAGED, [RULE]), {}))).toEqual([]);
});

test('an event of the second in which the rule was changed counts', () => {
  const changed = liveRule({ last_updated: '2026-05-31T00:00:00.999999Z' });
  const zone = liveZone(declaring(MANAGED, [RULE]), { [MANAGED]: [changed] });
  expect(tell([{ ...SKIP, datetime: '2026-05-31T00:00:00Z' }], zone)).toEqual([USED('1 request')]);
});

test('events that were cut are told', () => {
  expect(tell([SKIP], LIVE, true)[0]).toContain('; there are more events than Cloudflare returned.');
});

test.each([
  ['http.host eq "a.example.com" and http.request.uri.path eq "/b"', ['a.example.com']],
  [
    'http.host in {"a.example.com" "b.example.com"} or http.host eq "c.example.com"',
    ['a.example.com', 'b.example.com', 'c.example.com'],
  ],
  ['http.request.uri.path eq "/b"', []],
  ['no expression', []],
])('hosts of %s', (expression, hosts) => {
  expect(hostsOf({ phase: MANAGED, sentence: 'x', rule: { ...RULE, expression } })).toEqual(hosts);
});
