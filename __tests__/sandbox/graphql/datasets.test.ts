import { HOST, start, type TestEdge, ZONE } from '../edge/edge';
import { ask, control, hoursAgo, lastHour, ofZone, rows } from './ask';

/** A block for each path that begins with `/b`, and a skip for the others. */
const RULES = [
  {
    phase: 'http_request_firewall_custom',
    rules: [
      { action: 'block', expression: 'starts_with(http.request.uri.path, "/b")', ref: 'blocked' },
      { action: 'skip', expression: 'true', ref: 'skipped', action_parameters: { ruleset: 'current' } },
    ],
  },
];

let edge: TestEdge;
beforeEach(async () => {
  edge = await start(RULES);
  for (const path of ['/a', '/b', '/b']) await edge.send({ path });
});

test.each([
  ['', 3],
  ['clientRequestPath: "/a"', 1],
  ['clientRequestPath_neq: "/a"', 2],
  ['clientRequestPath_in: ["/a", "/b"]', 3],
  ['clientRequestPath_in: "/a"', 1],
  ['clientRequestPath_notin: ["/a", "/c"]', 2],
  ['edgeResponseStatus_geq: 200, edgeResponseStatus_leq: 200', 1],
  ['edgeResponseStatus_gt: 200', 2],
  ['edgeResponseStatus_lt: 200', 0],
  ['clientRequestPath_like: "/%"', 3],
  ['clientRequestPath_like: "%a"', 1],
  ['clientRequestPath_like: "/a%a"', 0],
  ['clientRequestPath_notlike: "%b%"', 1],
  ['ref: "skipped"', 1],
  ['datetime_lt: "2020-01-01T00:00:00Z"', 0],
  ['AND: [{ action: "block" }, { clientRequestPath: "/b" }]', 2],
  ['AND: [{ action: "block" }, { clientRequestPath: "/a" }]', 0],
  ['OR: [{ action: "skip" }, { action: "block" }]', 3],
  ['OR: [{ ref: "skipped" }, { AND: [{ action: "block" }, { edgeResponseStatus: 200 }] }]', 1],
])('selects by %s', async (filter, count) => {
  const given = `limit: 9, filter: ${lastHour(edge, filter)}`;
  expect(await rows(edge, 'firewallEventsAdaptive', given, 'clientRequestPath')).toHaveLength(count);
});

test.each([
  ['"datetime_DESC"', '[clientRequestPath_ASC]'],
  ['an enum', '[clientRequestPath_ASC, datetime_DESC]'],
  ['a list of texts', '["clientRequestPath_ASC"]'],
  ['one', 'clientRequestPath_ASC'],
])('orders by %s', async (_, orderBy) => {
  const given = `limit: 2, filter: ${lastHour(edge)}, orderBy: ${orderBy}`;
  expect(await rows(edge, 'firewallEventsAdaptive', given, 'clientRequestPath')).toEqual([
    { clientRequestPath: '/a' },
    { clientRequestPath: '/b' },
  ]);
});

test('groups count what has the same dimensions', async () => {
  const given = `limit: 9, filter: ${lastHour(edge)}, orderBy: [count_DESC]`;
  const fields = 'count avg { sampleInterval } dimensions { action ref clientRequestPath }';
  expect(await rows(edge, 'firewallEventsAdaptiveGroups', given, fields)).toEqual([
    {
      count: 2,
      avg: { sampleInterval: 1 },
      dimensions: { action: 'block', ref: 'blocked', clientRequestPath: '/b' },
    },
    {
      count: 1,
      avg: { sampleInterval: 1 },
      dimensions: { action: 'skip', ref: 'skipped', clientRequestPath: '/a' },
    },
  ]);
  expect(await rows(edge, 'firewallEventsAdaptiveGroups', given, 'count')).toEqual([{ count: 3 }]);
});

test('times are in whole seconds, and groups know the hour and the day', async () => {
  const given = `limit: 1, filter: ${lastHour(edge)}`;
  const [row] = await rows(
    edge,
    'firewallEventsAdaptive',
    given,
    'date datetime datetimeMinute datetimeFiveMinutes datetimeFifteenMinutes datetimeHour',
  );
  expect(row).toEqual({
    date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    datetime: expect.stringMatching(/^[\d-]+T\d\d:\d\d:\d\dZ$/) as string,
    datetimeMinute: expect.stringMatching(/:00Z$/) as string,
    datetimeFiveMinutes: expect.stringMatching(/[05]:00Z$/) as string,
    datetimeFifteenMinutes: expect.stringMatching(/(00|15|30|45):00Z$/) as string,
    datetimeHour: expect.stringMatching(/:00:00Z$/) as string,
  });
});

test('requests are a dataset of their own, those that no rule touched as well', async () => {
  const quiet = await start([]);
  await quiet.send({ path: '/a?b=c', headers: { 'user-agent': 'me' } });
  const given = `limit: 9, filter: ${lastHour(quiet)}`;
  expect(
    await rows(
      quiet,
      'httpRequestsAdaptive',
      given,
      'clientRequestHTTPHost clientRequestPath clientRequestQuery userAgent edgeResponseStatus originResponseStatus securityAction securitySource edgeResponseContentTypeName',
    ),
  ).toEqual([
    {
      clientRequestHTTPHost: HOST,
      clientRequestPath: '/a',
      clientRequestQuery: '?b=c',
      userAgent: 'me',
      edgeResponseStatus: 200,
      originResponseStatus: 200,
      securityAction: 'unknown',
      securitySource: 'unknown',
      edgeResponseContentTypeName: 'application/json',
    },
  ]);
  expect(await rows(quiet, 'firewallEventsAdaptive', given, 'action')).toEqual([]);
});

test('groups of requests count and add up', async () => {
  const given = `limit: 9, filter: ${lastHour(edge)}, orderBy: [edgeResponseStatus_DESC]`;
  const fields =
    'count sum { visits edgeResponseBytes } dimensions { edgeResponseStatus securityAction securitySource }';
  expect(await rows(edge, 'httpRequestsAdaptiveGroups', given, fields)).toEqual([
    {
      count: 2,
      sum: { visits: 2, edgeResponseBytes: expect.any(Number) as number },
      dimensions: { edgeResponseStatus: 403, securityAction: 'block', securitySource: 'firewallCustom' },
    },
    {
      count: 1,
      sum: { visits: 1, edgeResponseBytes: expect.any(Number) as number },
      dimensions: { edgeResponseStatus: 200, securityAction: 'unknown', securitySource: 'unknown' },
    },
  ]);
});

test('of a sample each row stands for several, and all events of a ray are in it, or none', async () => {
  for (let sent = 0; sent < 17; sent++) await edge.send({ path: '/b' });
  await control(edge, 'analytics', { sampleInterval: 5 });
  const given = `limit: 99, filter: ${lastHour(edge)}`;
  const shown = await rows(edge, 'firewallEventsAdaptive', given, 'rayName sampleInterval');
  expect(shown.map((row) => 'sampleInterval' in row && row.sampleInterval)).toEqual([5, 5, 5, 5]);
  expect(await rows(edge, 'firewallEventsAdaptiveGroups', given, 'count avg { sampleInterval }')).toEqual([
    { count: 20, avg: { sampleInterval: 5 } },
  ]);
  await control(edge, 'analytics', {});
  expect(await rows(edge, 'firewallEventsAdaptive', given, 'rayName')).toHaveLength(20);
});

const SETTINGS = 'enabled maxDuration maxNumberOfFields maxPageSize notOlderThan';

test.each([
  ['free', false, 86_400],
  ['pro', true, 86_400],
  ['business', true, 259_200],
  ['enterprise', true, 259_200],
] as const)('the settings of the plan %s', async (plan, hasGroups, maxDuration) => {
  const zone = await start([], plan);
  const limits = { maxDuration, maxNumberOfFields: 30, maxPageSize: 10_000, notOlderThan: 2_678_400 };
  const query = `settings { firewallEventsAdaptive { ${SETTINGS} } firewallEventsAdaptiveGroups { ${SETTINGS} } }`;
  expect((await ask(zone, ofZone(query))).data?.viewer.zones[0]?.['settings']).toEqual({
    firewallEventsAdaptive: { enabled: true, ...limits },
    firewallEventsAdaptiveGroups: { enabled: hasGroups, ...limits },
  });
});

test('the settings name the fields that the plan has', async () => {
  const fieldsOn = async (plan: 'pro' | 'business') => {
    const zone = await start([], plan);
    const names =
      'rows: firewallEventsAdaptive { availableFields } groups: firewallEventsAdaptiveGroups { availableFields }';
    const { data } = await ask(zone, ofZone(`settings { ${names} }`));
    return data?.viewer.zones[0]?.['settings'] as Record<
      'rows' | 'groups',
      { availableFields: readonly string[] }
    >;
  };
  const business = await fieldsOn('business');
  expect(business.rows.availableFields).toEqual(
    expect.arrayContaining(['rayName', 'sampleInterval', 'metadata_key', 'wafAttackScoreClass']),
  );
  expect(business.groups.availableFields).toEqual(
    expect.arrayContaining(['count', 'avg_sampleInterval', 'dimensions_action']),
  );
  expect((await fieldsOn('pro')).rows.availableFields).not.toContain('wafAttackScoreClass');
});

test('an Enterprise account sees the events of its zones', async () => {
  const query = `{ viewer { accounts(filter: { accountTag: "fedcba9876543210fedcba9876543210" }) {
    accountTag settings { firewallEventsAdaptive { enabled } }
    firewallEventsAdaptive(limit: 9, filter: ${lastHour(edge)}) { action } } } }`;
  expect((await ask(edge, query)).data?.viewer.accounts).toEqual([
    {
      accountTag: 'fedcba9876543210fedcba9876543210',
      settings: { firewallEventsAdaptive: { enabled: true } },
      firewallEventsAdaptive: [{ action: 'skip' }, { action: 'block' }, { action: 'block' }],
    },
  ]);
});

test.each([
  ['$zone: string, $filter: FirewallEventsAdaptiveFilter_InputObject, $limit: int'],
  ['$zone: String!, $filter: ZoneFirewallEventsAdaptiveFilter_InputObject!, $limit: Int!'],
])('the types that a query declares do not matter: %s', async (declared) => {
  const query = `query Q(${declared}) { viewer { zones(filter: { zoneTag: $zone }) {
    firewallEventsAdaptive(filter: $filter, limit: $limit, orderBy: [datetime_DESC]) { action } } } }`;
  const filter = { datetime_geq: hoursAgo(edge, 1), action_in: ['block'], AND: [{ ref: 'blocked' }] };
  const { data } = await ask(edge, query, { zone: ZONE, filter, limit: 9 });
  expect(data?.viewer.zones[0]?.['firewallEventsAdaptive']).toHaveLength(2);
});

test('variables need no declaration, those without a value are left out, and defaults count', async () => {
  const undeclared = `{ viewer { zones(filter: { zoneTag: $zone }) { zoneTag } } }`;
  expect((await ask(edge, undeclared, { zone: ZONE })).data?.viewer.zones).toEqual([{ zoneTag: ZONE }]);
  const query = `query ($limit: uint64 = 1, $ref: string) { viewer { zones { firewallEventsAdaptive(
    limit: $limit, filter: { datetime_geq: "${hoursAgo(edge, 1)}", ref: $ref }) { action } } } }`;
  expect((await ask(edge, query)).data?.viewer.zones[0]?.['firewallEventsAdaptive']).toHaveLength(1);
});

test('aliases, fragments, directives and type names work', async () => {
  const query = `query Q { viewer { zones { __typename
    a: firewallEventsAdaptive(limit: 1, filter: ${lastHour(edge)}) { ...F ruleId @skip(if: true) } } } }
    fragment F on ZoneFirewallEventsAdaptive { act: action ... { __typename } }`;
  expect((await ask(edge, query)).data?.viewer.zones).toEqual([
    { __typename: 'zone', a: [{ act: 'skip', __typename: 'ZoneFirewallEventsAdaptive' }] },
  ]);
});

test('introspection shows the names and types of Cloudflare', async () => {
  const query = `{ __schema { queryType { name } mutationType { name } }
    zone: __type(name: "zone") { fields { name args { name type { kind ofType { name } } } } }
    filter: __type(name: "ZoneFirewallEventsAdaptiveFilter_InputObject") { inputFields { name } }
    row: __type(name: "ZoneFirewallEventsAdaptive") { fields { name type { name } } } }`;
  const data = (await ask(edge, query)).data as unknown as Record<
    'zone' | 'filter' | 'row',
    Record<'fields' | 'inputFields', readonly { readonly name: string }[]>
  >;
  expect(data).toMatchObject({ __schema: { mutationType: null } });
  expect(data.zone.fields).toContainEqual({
    name: 'firewallEventsAdaptive',
    args: [
      {
        name: 'filter',
        type: { kind: 'NON_NULL', ofType: { name: 'ZoneFirewallEventsAdaptiveFilter_InputObject' } },
      },
      { name: 'limit', type: { kind: 'NON_NULL', ofType: { name: 'uint64' } } },
      { name: 'orderBy', type: { kind: 'LIST', ofType: { name: null } } },
    ],
  });
  const names = data.filter.inputFields.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['AND', 'OR', 'ref', 'ref_like', 'datetime_geq', 'action_notin']),
  );
  expect(names).not.toContain('datetime_like');
  expect(data.row.fields).toEqual(
    expect.arrayContaining([
      { name: 'datetime', type: { name: 'Time' } },
      { name: 'matchIndex', type: { name: 'uint16' } },
      { name: 'sampleInterval', type: { name: 'uint32' } },
    ]),
  );
});
