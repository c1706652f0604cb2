import type { SeedZone } from '../../../lib/sandbox/cloudflare-api/seed/seed';
import { start, type TestEdge, TOKEN, ZONE } from '../edge/edge';
import { ask, control, hoursAgo, lastHour, ofZone } from './ask';

const NOW = '{ datetime_geq: "2100-01-01T00:00:00Z" }';
const events = (given: string, fields = 'action') => ofZone(`firewallEventsAdaptive${given} { ${fields} }`);
const PATH = ['viewer', 'zones', '0', 'firewallEventsAdaptive'];

/** The one error of a refused query. */
async function refusal(edge: TestEdge, query: string, status = 400, variables: object = {}) {
  const { data, errors } = await ask(edge, query, variables, status);
  expect(data).toBeNull();
  expect(errors).toHaveLength(1);
  expect(errors?.[0]?.extensions.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
  return errors?.[0];
}

test.each([
  ['an unknown field', events(`(limit: 1, filter: ${NOW})`, 'score'), 'unknown field "score"'],
  ['an unknown field of a list', events(`(limit: 1, filter: ${NOW})`, 'metadata { x }'), 'unknown field "x"'],
  ['an unknown dataset', ofZone('browserPerf1mGroups { count }'), 'unknown field "browserPerf1mGroups"'],
  [
    'fields of a scalar',
    events(`(limit: 1, filter: ${NOW})`, 'action { x }'),
    'scalar fields must have no selections',
  ],
  [
    'a list without fields',
    events(`(limit: 1, filter: ${NOW})`, 'metadata'),
    'object field must have selections',
  ],
  [
    'an unknown filter',
    events('(limit: 1, filter: { action_is: "x" })'),
    'error parsing args for "firewallEventsAdaptive": filter: unknown arg action_is',
  ],
  [
    'an unknown filter below OR',
    events('(limit: 1, filter: { OR: [{ metadata: "x" }] })'),
    'error parsing args for "firewallEventsAdaptive": filter: OR: unknown arg metadata',
  ],
  [
    'a time that is none',
    events('(limit: 1, filter: { datetime_leq: "today" })'),
    'error parsing args for "firewallEventsAdaptive": filter: datetime_leq: not an iso8601 time',
  ],
  [
    'a day that is none',
    events('(limit: 1, filter: { date: "2026-06-01T00:00:00Z" })'),
    `error parsing args for "firewallEventsAdaptive": filter: date: date format should be '2006-01-02'`,
  ],
  [
    'a number for a text',
    events('(limit: 1, filter: { clientRequestPath: 1 })'),
    'error parsing args for "firewallEventsAdaptive": filter: clientRequestPath: not a string',
  ],
  [
    'like for a number',
    events('(limit: 1, filter: { edgeResponseStatus_like: "4%" })'),
    'error parsing args for "firewallEventsAdaptive": filter: unknown arg edgeResponseStatus_like',
  ],
  ['no arguments', events(''), 'error parsing args for "firewallEventsAdaptive": filter: required'],
  ['no filter', events('(limit: 1)'), 'error parsing args for "firewallEventsAdaptive": filter: required'],
  [
    'no limit',
    events(`(filter: ${NOW})`),
    'error parsing args for "firewallEventsAdaptive": limit: required',
  ],
  [
    'an unknown argument',
    events(`(limit: 1, filter: ${NOW}, offset: 1)`),
    'error parsing args for "firewallEventsAdaptive": unknown arg offset',
  ],
  [
    'an unknown order',
    events(`(limit: 1, filter: ${NOW}, orderBy: [score_DESC])`),
    'error parsing args for "firewallEventsAdaptive": orderBy: unknown value',
  ],
  [
    'a variable without a value',
    'query ($z: string!) { viewer { accounts(filter: { accountTag: $z }) { accountTag } } }',
    'error parsing args for "accounts": filter: accountTag: required',
  ],
  ['half a query', '{ viewer { zones(', 'query contains error, please review it and retry'],
  ['no query', '', 'query contains error, please review it and retry'],
  ['a mutation', 'mutation { x }', 'query contains error, please review it and retry'],
  [
    'two queries without a name',
    '{ viewer { zones { zoneTag } } } { viewer { zones { zoneTag } } }',
    'query contains error, please review it and retry',
  ],
  ['an unknown fragment', '{ viewer { ...F } }', 'query contains error, please review it and retry'],
  [
    'fragments in a circle',
    '{ viewer { ...F } } fragment F on viewer { ...G } fragment G on viewer { ...F }',
    'query contains error, please review it and retry',
  ],
  [
    'a query nested too deep',
    `{ viewer { zones(filter: ${'{AND:'.repeat(9999)}`,
    'query contains error, please review it and retry',
  ],
])('refuses %s as a whole', async (_, query, message) => {
  const edge = await start([], 'pro');
  const extensions = { timestamp: expect.any(String) as string };
  expect(await refusal(edge, query)).toEqual({ message, path: null, extensions });
});

const quota: readonly (readonly [what: string, query: (edge: TestEdge) => string, message: string])[] = [
  [
    'a limit of 0',
    () => events(`(limit: 0, filter: ${NOW})`),
    'limit must be positive number and not greater than 10000',
  ],
  [
    'a limit of 10,001',
    () => events(`(limit: 10001, filter: ${NOW})`),
    'limit must be positive number and not greater than 10000',
  ],
  [
    'what is older than the look-back',
    (edge) =>
      events(
        `(limit: 1, filter: { datetime_geq: "${hoursAgo(edge, 745)}", datetime_leq: "${hoursAgo(edge, 740)}" })`,
      ),
    'cannot request data older than 4w3d',
  ],
  [
    'a window that is too long',
    (edge) =>
      events(
        `(limit: 1, filter: { AND: [{ datetime_geq: "${hoursAgo(edge, 48)}" }, { datetime_leq: "${hoursAgo(edge, 12)}" }] })`,
      ),
    `query time range is too large for zone '${ZONE}'. Time range can't be wider than 86400s, but it's 129600s`,
  ],
  [
    'a window without a beginning',
    (edge) => events(`(limit: 1, filter: { datetime_leq: "${hoursAgo(edge, 0)}" })`),
    `query time range is too large for zone '${ZONE}'. Time range can't be wider than 86400s, but it's 2678400s`,
  ],
  [
    'more than 30 fields',
    () =>
      events(
        `(limit: 1, filter: ${NOW})`,
        `date datetime datetimeMinute datetimeFiveMinutes datetimeFifteenMinutes datetimeHour action source rulesetId ruleId
         ref kind description rayName originatorRayName clientIP clientIPClass clientAsn clientASNDescription
         clientCountryName clientRefererHost clientRefererPath clientRefererQuery clientRefererScheme
         clientRequestHTTPHost clientRequestHTTPMethodName clientRequestHTTPProtocol clientRequestPath
         clientRequestQuery metadata { key value }`,
      ),
    "number of fields can't be more than 30",
  ],
];

test.each(quota)('refuses %s, with the path', async (_, query, message) => {
  const edge = await start([], 'pro');
  expect(await refusal(edge, query(edge))).toMatchObject({
    message,
    path: PATH,
    extensions: { code: 'quota' },
  });
});

test('what is below OR does not narrow the window', async () => {
  const edge = await start([], 'pro');
  const filter = `{ OR: [{ datetime_geq: "${hoursAgo(edge, 1)}" }, { action: "skip" }] }`;
  expect((await refusal(edge, events(`(limit: 1, filter: ${filter})`)))?.message).toContain('too large');
});

const NO_PATH =
  'does not have access to the path. Refer to https://developers.cloudflare.com/analytics/graphql-api/errors/';

test.each<readonly [what: string, plan: SeedZone['plan'], query: string, message: string]>([
  [
    'a zone that the token does not reach',
    'pro',
    `{ viewer { zones(filter: { zoneTag: "${'9'.repeat(32)}" }) { zoneTag } } }`,
    `zones [${'9'.repeat(32)}] are not authorized`,
  ],
  [
    'the account of smaller plans',
    'business',
    '{ viewer { accounts(filter: { accountTag: "fedcba9876543210fedcba9876543210" }) { accountTag } } }',
    'not authorized for that account',
  ],
  [
    'groups of events on the Free plan',
    'free',
    ofZone(`firewallEventsAdaptiveGroups(limit: 1, filter: ${NOW}) { count }`),
    `zone '${ZONE}' ${NO_PATH}`,
  ],
  [
    'a field that the plan does not have',
    'pro',
    events(`(limit: 1, filter: ${NOW})`, 'wafAttackScoreClass'),
    `zone '${ZONE}' does not have access to the field 'wafattackscoreclass'`,
  ],
  [
    'a filter by such a field',
    'pro',
    events('(limit: 1, filter: { datetime_geq: "2100-01-01T00:00:00Z", wafAttackScoreClass: "attack" })'),
    `zone '${ZONE}' does not have access to the field 'wafattackscoreclass'`,
  ],
])('forbids %s', async (_, plan, query, message) => {
  const edge = await start([], plan);
  expect(await refusal(edge, query, 403)).toMatchObject({ message, extensions: { code: 'authz' } });
});

test('the settings of the sandbox replace those of the plan', async () => {
  const edge = await start([], 'pro');
  const settings = { notOlderThan: 7200, maxDuration: 3600, maxPageSize: 5, maxNumberOfFields: 1 };
  expect((await control(edge, 'analytics', settings)).status).toBe(200);
  const node =
    'settings { firewallEventsAdaptive { notOlderThan maxDuration maxPageSize maxNumberOfFields } }';
  expect((await ask(edge, ofZone(node))).data?.viewer.zones).toEqual([
    { settings: { firewallEventsAdaptive: settings } },
  ]);
  const message = async (query: string) => (await refusal(edge, query))?.message;
  expect(await message(events(`(limit: 6, filter: ${NOW})`))).toContain('not greater than 5');
  expect(await message(events(`(limit: 5, filter: ${NOW})`, 'action ref'))).toContain("can't be more than 1");
  expect(await message(events(`(limit: 5, filter: { datetime_geq: "${hoursAgo(edge, 3)}" })`))).toContain(
    'than 2h',
  );
});

test.each([
  [{ sampleInterval: 0 }, '`sampleInterval`', 'sampleInterval must be a whole number from 1 on, got: `0`'],
  [{ sampling: 2 }, 'an unknown key', 'unknown key `sampling`'],
  [[], 'a list', 'settings must be an object'],
])('refuses %j as settings: %s', async (body, _, message) => {
  const edge = await start([], 'pro');
  const answer = await control(edge, 'analytics', body);
  expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(message)]);
});

test.each([
  [401, 'Unauthorized'],
  [403, "does not have permission 'com.cloudflare.api.account.zone.analytics.read'"],
  [429, 'rate limiter budget depleted, try again after 5 minutes'],
  [500, 'Internal server error'],
  [503, 'unable to execute query, please try again later'],
])('a fault with status %i speaks as GraphQL does', async (status, message) => {
  const edge = await start([], 'pro');
  edge.api.injectFault({ operation: 'graphql', times: 1, status });
  expect((await refusal(edge, ofZone('zoneTag'), status))?.message).toContain(message);
  expect((await ask(edge, ofZone('zoneTag'))).errors).toBeNull();
});

test('without a token, or with a wrong one, the answer is that of the API', async () => {
  const edge = await start([], 'pro');
  const send = (headers: Record<string, string>) =>
    fetch(`${edge.api.baseUrl}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: '{ a }' }),
    });
  const wrong = await send({ authorization: `Bearer ${TOKEN}x` });
  expect([wrong.status, await wrong.json()]).toEqual([
    403,
    expect.objectContaining({ success: false, errors: [{ code: 10000, message: 'Authentication error' }] }),
  ]);
  expect((await send({})).status).toBe(401);
});

test('a query for rows within all limits is answered', async () => {
  const edge = await start([], 'free');
  const { data } = await ask(edge, events(`(limit: 10000, filter: ${lastHour(edge)})`));
  expect(data?.viewer.zones).toEqual([{ firewallEventsAdaptive: [] }]);
});
