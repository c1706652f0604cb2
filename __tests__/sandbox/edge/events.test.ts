import { frames, HOST, PATH, start, type TestEdge, TOKEN, ZONE } from './edge';

const QUERY = `query Blocks($zone: string!, $from: Time!, $action: string!) {
  viewer { zones(filter: { zoneTag: $zone }) {
    firewallEventsAdaptive(limit: 100, orderBy: [datetime_DESC, matchIndex_ASC],
      filter: { datetime_geq: $from, action_neq: $action, clientRequestPath: "${PATH}" }) {
      action source ruleId rayName clientIP matchIndex edgeResponseStatus metadata { key value } } } } }`;

async function ask(edge: TestEdge, query: string, variables: object = {}, status = 200): Promise<Answer> {
  const response = await fetch(`${edge.api.baseUrl}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ query, variables }),
  });
  expect(response.status).toBe(status);
  return (await response.json()) as Answer;
}

interface Answer {
  readonly data: {
    readonly viewer: { readonly zones: readonly { readonly firewallEventsAdaptive: readonly object[] }[] };
  } | null;
  readonly errors: readonly { readonly message: string }[] | null;
}

const variables = { zone: ZONE, from: '2020-01-01T00:00:00Z', action: 'log' };

test('a block is an event with the ray of its answer', async () => {
  const edge = await start();
  const { headers } = await edge.send({ body: frames(6), headers: { 'x-sandbox-client-ip': '203.0.113.7' } });
  expect(await ask(edge, QUERY, variables)).toEqual({
    data: {
      viewer: {
        zones: [
          {
            firewallEventsAdaptive: [
              {
                action: 'managed_challenge',
                source: 'firewallManaged',
                ruleId: '6179ae15870a4bb7b2d480d4843b323c',
                rayName: String(headers['cf-ray']).replace('-SBX', ''),
                clientIP: '203.0.113.7',
                matchIndex: 0,
                edgeResponseStatus: 403,
                metadata: [{ key: 'score', value: '60' }],
              },
            ],
          },
        ],
      },
    },
    errors: null,
  });
});

const rows = async (edge: TestEdge, args: string, fields: string) => {
  const { data, errors } = await ask(
    edge,
    `{ viewer { zones(filter: { zoneTag: "${ZONE}" }) { firewallEventsAdaptive(${args}) { ${fields} } } } }`,
  );
  expect(errors).toBeNull();
  return data?.viewer.zones[0]?.firewallEventsAdaptive;
};

test('the rules that scored are further matches of the same request', async () => {
  const edge = await start();
  await edge.send({ body: frames(6) });
  expect(
    await rows(edge, 'limit: 9, filter: {}, orderBy: [matchIndex_ASC]', 'at: matchIndex action ruleId'),
  ).toEqual([
    { at: 0, action: 'managed_challenge', ruleId: '6179ae15870a4bb7b2d480d4843b323c' },
    { at: 1, action: 'log', ruleId: '04116d14d7524986ba314d11c8a41e11' },
    { at: 2, action: 'log', ruleId: 'c5d17e08b2f6493fa1e47d90638c2ab5' },
  ]);
});

const skip = (enabled: boolean) =>
  ({
    phase: 'http_request_firewall_custom',
    rules: [
      {
        id: 'c'.repeat(32),
        action: 'skip',
        expression: 'true',
        action_parameters: { ruleset: 'current' },
        logging: { enabled },
      },
    ],
  }) as never;

test('a skip is an event if it is logged', async () => {
  const logged = await start([skip(true)]);
  await logged.send({ path: '/a?b=c' });
  const fields =
    'action source ruleId clientRequestHTTPHost clientRequestPath clientRequestQuery originResponseStatus';
  expect(await rows(logged, 'limit: 1, filter: {}', fields)).toEqual([
    {
      action: 'skip',
      source: 'firewallCustom',
      ruleId: 'c'.repeat(32),
      clientRequestHTTPHost: HOST,
      clientRequestPath: '/a',
      clientRequestQuery: '?b=c',
      originResponseStatus: 200,
    },
  ]);
  const silent = await start([skip(false)]);
  await silent.send();
  expect(silent.api.state.events).toEqual([]);
});

test.each([
  ['limit: 1, filter: {}', 1],
  ['limit: 9, filter: { clientRequestPath: "/a" }', 1],
  ['limit: 9, filter: { clientRequestPath_neq: "/a" }', 1],
  ['limit: 9, filter: { clientRequestPath_in: ["/a", "/b"] }', 2],
  ['limit: 9, filter: { clientRequestPath_notin: ["/a", "/b"] }', 0],
  ['limit: 9, filter: { edgeResponseStatus_geq: 200, edgeResponseStatus_leq: 200 }', 2],
  ['limit: 9, filter: { edgeResponseStatus_gt: 200 }', 0],
  ['limit: 9, filter: { clientRequestPath_like: "/%" }', 2],
  ['limit: 9, filter: { clientRequestPath_like: "%a" }', 1],
  ['limit: 9, filter: { clientRequestPath_like: "/a" }', 1],
  ['limit: 9, filter: { clientRequestPath_like: "/a%a" }', 0],
  ['limit: 9, filter: { clientRequestPath_like: "%/%b%" }', 1],
  ['limit: 9, filter: { datetime_lt: "2020-01-01T00:00:00Z" }', 0],
])('selects by %s', async (args, count) => {
  const edge = await start([skip(true)]);
  await edge.send({ path: '/a' });
  await edge.send({ path: '/b' });
  expect(await rows(edge, args, 'clientRequestPath')).toHaveLength(count);
});

const events = (args: string, fields = 'action') =>
  `{ viewer { zones(filter: { zoneTag: "${ZONE}" }) { firewallEventsAdaptive${args} { ${fields} } } } }`;

test.each([
  ['{ viewer { accounts { x } } }', 'unknown field, got: `accounts`; known are zones'],
  ['{ viewer { zones(filter: { zoneTag: $z }) { zoneTag } } }', 'the variable `$z` has no value'],
  ['{ viewer { ...F } }', 'cannot read the query at `...F } }`'],
  [events('(limit: 1, filter: {})', 'nothing'), 'unknown field `nothing` of `firewallEventsAdaptive`'],
  [events('(limit: 1, filter: {})', 'metadata { x }'), 'unknown field, got: `x`; known are key, value'],
  [events('(limit: 1, filter: { action_is: "x" })'), 'unknown filter, got: `action_is`'],
  [events(''), '`firewallEventsAdaptive` needs the argument `limit`'],
  [events('(limit: 1)'), '`firewallEventsAdaptive` needs the argument `filter`'],
  [events('(limit: 10001, filter: {})'), 'limit must be positive number and not greater than 10000'],
  [events('(limit: 0, filter: {})'), 'limit must be positive number and not greater than 10000'],
  ['{ viewer { zones(', 'expected a name, found `the end`'],
  ['mutation { x }', 'expected `{`, found `mutation`'],
])('refuses %s, whether there are events or not', async (query, message) => {
  const told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const edge = await start([skip(true)]);
  const timestamp = expect.stringMatching(/Z$/) as string;
  const refusal = { data: null, errors: [{ message, path: null, extensions: { timestamp } }] };
  expect(await ask(edge, query, {}, 400)).toEqual(refusal);
  await edge.send();
  expect(await ask(edge, query, {}, 400)).toEqual(refusal);
  expect(told).toHaveBeenCalled();
  told.mockRestore();
});

test('a long description is cut at 128 bytes, between two characters', async () => {
  const description = `${'a'.repeat(126)}é€`;
  const rule = { action: 'log', expression: 'true', description };
  const edge = await start([{ phase: 'http_request_firewall_custom', rules: [rule] }] as never);
  await edge.send();
  expect(await rows(edge, 'limit: 1, filter: {}', 'description')).toEqual([
    { description: `${'a'.repeat(126)}é` },
  ]);
});

test('a block in an executed custom ruleset ends the request, and its event stands first', async () => {
  const phase = 'http_request_firewall_custom';
  const rule = (action: string, description: string, action_parameters?: object) => ({
    action,
    description,
    expression: 'true',
    ...(action_parameters && { action_parameters }),
  });
  const id = 'd'.repeat(32);
  const inner = { id, kind: 'custom' as const, name: 'inner', phase, rules: [rule('block', 'inner')] };
  const rules = [rule('log', 'before'), rule('execute', 'outer', { id }), rule('block', 'after')];
  const edge = await start([{ phase, rules }, inner] as Parameters<typeof start>[0]);
  expect((await edge.send()).status).toBe(403);
  expect(await rows(edge, 'limit: 9, filter: {}, orderBy: [matchIndex_ASC]', 'description')).toEqual([
    { description: 'inner' },
    { description: 'before' },
  ]);
});
