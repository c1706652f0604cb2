import { lastHour, rows } from '../graphql/ask';
import { frames, HOST, start, type TestEdge } from './edge';

const OWASP_949110 = '6179ae15870a4bb7b2d480d4843b323c';
const OWASP_941130 = '04116d14d7524986ba314d11c8a41e11';
const OWASP_941170 = 'c5d17e08b2f6493fa1e47d90638c2ab5';

const events = (edge: TestEdge, fields: string, more = '') =>
  rows(
    edge,
    'firewallEventsAdaptive',
    `limit: 9, filter: ${lastHour(edge, more)}, orderBy: [matchIndex_ASC]`,
    fields,
  );

test('a block is an event with the ray of its answer', async () => {
  const edge = await start();
  const { headers } = await edge.send({
    body: frames(6),
    headers: { 'x-sandbox-client-ip': '203.0.113.7', referer: 'https://a.example/b?c=d' },
  });
  const fields = `action source ruleId ref kind rayName originatorRayName clientIP matchIndex edgeResponseStatus
    originResponseStatus clientRequestScheme clientRefererScheme clientRefererHost clientRefererPath clientRefererQuery
    sampleInterval metadata { key value }`;
  expect((await events(edge, fields))[0]).toEqual({
    action: 'managed_challenge',
    source: 'firewallManaged',
    ruleId: OWASP_949110,
    ref: '6a86855306c54237c05b7bc4d46ef251',
    kind: 'firewall',
    rayName: String(headers['cf-ray']).replace('-SBX', ''),
    originatorRayName: '00',
    clientIP: '203.0.113.7',
    matchIndex: 0,
    edgeResponseStatus: 403,
    originResponseStatus: 0,
    clientRequestScheme: 'https',
    clientRefererScheme: 'https',
    clientRefererHost: 'a.example',
    clientRefererPath: '/b',
    clientRefererQuery: '?c=d',
    sampleInterval: 1,
    metadata: [
      { key: 'ruleset_version', value: '1' },
      { key: 'version', value: '1' },
    ],
  });
});

test('the last match has index 0: the contributing rules follow backwards, and what matched before them', async () => {
  const edge = await start([
    {
      phase: 'http_request_firewall_custom',
      rules: [{ action: 'log', expression: 'true', description: 'first' }],
    },
    {
      phase: 'http_request_firewall_managed',
      rules: [
        {
          action: 'execute',
          expression: 'true',
          action_parameters: { id: '4814384a9e5d4991b9815dcfc25d2f1f' },
        },
      ],
    },
  ]);
  await edge.send({ body: frames(4) });
  expect(await events(edge, 'matchIndex action ruleId description')).toEqual([
    {
      matchIndex: 0,
      action: 'block',
      ruleId: OWASP_949110,
      description: '949110: Inbound Anomaly Score Exceeded',
    },
    expect.objectContaining({ matchIndex: 1, action: 'log', ruleId: OWASP_941170 }),
    expect.objectContaining({ matchIndex: 2, action: 'log', ruleId: OWASP_941130 }),
    expect.objectContaining({ matchIndex: 3, action: 'log', description: 'first' }),
  ]);
});

test('no score and no matched text is in the data: Cloudflare has neither', async () => {
  const edge = await start();
  await edge.send({ body: frames(6) });
  expect(JSON.stringify(edge.api.state.events)).not.toMatch(/score"|iVBOR/);
});

const skip = (enabled: boolean) =>
  ({
    phase: 'http_request_firewall_custom',
    version: '7',
    rules: [
      {
        id: 'c'.repeat(32),
        ref: 'wafx__a__b',
        version: '3',
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
  const fields = `action source ruleId ref clientRequestHTTPHost clientRequestPath clientRequestQuery originResponseStatus
    metadata { key value }`;
  expect(await events(logged, fields)).toEqual([
    {
      action: 'skip',
      source: 'firewallCustom',
      ruleId: 'c'.repeat(32),
      ref: 'wafx__a__b',
      clientRequestHTTPHost: HOST,
      clientRequestPath: '/a',
      clientRequestQuery: '?b=c',
      originResponseStatus: 200,
      metadata: [
        { key: 'ruleset_version', value: '7' },
        { key: 'type', value: 'customer' },
        { key: 'version', value: '3' },
      ],
    },
  ]);
  const silent = await start([skip(false)]);
  await silent.send();
  expect(silent.api.state.events).toEqual([]);
});

test('an exception in the managed phase is an event of that phase', async () => {
  const rule = {
    action: 'skip',
    expression: 'true',
    ref: 'wafx__a__b',
    action_parameters: { ruleset: 'current' },
  };
  const edge = await start([{ phase: 'http_request_firewall_managed', rules: [rule] }]);
  await edge.send();
  expect(await events(edge, 'action source ref matchIndex')).toEqual([
    { action: 'skip', source: 'firewallManaged', ref: 'wafx__a__b', matchIndex: 0 },
  ]);
});

test('a JavaScript challenge is spelled in one word', async () => {
  const rules = [{ action: 'js_challenge', expression: 'true' }];
  const edge = await start([{ phase: 'http_request_firewall_custom', rules }]);
  expect((await edge.send()).headers['cf-mitigated']).toBe('challenge');
  expect(await events(edge, 'action')).toEqual([{ action: 'jschallenge' }]);
});

test('a long description is cut at 128 bytes, between two characters', async () => {
  const description = `${'a'.repeat(126)}é€`;
  const rule = { action: 'log', expression: 'true', description };
  const edge = await start([{ phase: 'http_request_firewall_custom', rules: [rule] }] as never);
  await edge.send();
  expect(await events(edge, 'description')).toEqual([{ description: `${'a'.repeat(126)}é` }]);
});

test('a block in an executed custom ruleset ends the request, and is told as a rule of that ruleset', async () => {
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
  expect(await events(edge, 'description rulesetId')).toEqual([
    { description: 'inner', rulesetId: id },
    { description: 'before', rulesetId: expect.not.stringMatching(id) as string },
  ]);
});
