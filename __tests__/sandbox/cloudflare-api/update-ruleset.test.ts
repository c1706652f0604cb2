import type { TestApi } from './api';
import { block, CUSTOM, FREE_ZONE, HEX_ID, refs, refusal, start, TIME, ZONE } from './api';

const path = (id: string) => `/zones/${FREE_ZONE}/rulesets/${id}`;

async function withRules(...names: readonly string[]) {
  const api = await start();
  return { api, before: await api.entryPoint(...names.map((name) => block(name))) };
}

test('keeps id and version of unchanged rules, and counts the others', async () => {
  const { api, before } = await withRules('a', 'b', 'c');
  const { body } = await api.put(path(before.id), {
    name: 'default',
    kind: 'zone',
    phase: CUSTOM,
    rules: [block('c'), block('b', 'ssl'), block('d')],
  });
  expect(body.result.version).toBe('2');
  expect(body.result.rules).toEqual([
    before.rules[2],
    { ...before.rules[1], version: '2', expression: 'ssl', last_updated: TIME },
    {
      ...before.rules[0],
      id: HEX_ID,
      ref: 'd',
      version: '1',
      expression: '(http.host eq "d.example.com")',
      last_updated: TIME,
    },
  ]);
  expect(before.rules.map(({ id }) => id)).not.toContain(body.result.rules[2]?.id);
});

test('makes new rules of those without id and ref', async () => {
  const { api, before } = await withRules('a');
  const { body } = await api.put(path(before.id), { rules: [{ action: 'block', expression: 'ssl' }] });
  const again = await api.put(path(before.id), { rules: [{ action: 'block', expression: 'ssl' }] });
  expect(again.body.result.rules[0]?.id).not.toBe(body.result.rules[0]?.id);
  expect(again.body.result.rules[0]?.ref).toBe(again.body.result.rules[0]?.id);
});

test('keeps a rule that is given by its id alone', async () => {
  const { api, before } = await withRules('a', 'b');
  const { body } = await api.put(path(before.id), { rules: [{ id: before.rules[1]?.id }] });
  expect(body.result.rules).toEqual([before.rules[1]]);
});

test('takes another ref as another rule, and by id as the same one', async () => {
  const { api, before } = await withRules('a');
  const [a] = before.rules;
  const renamed = await api.put(path(before.id), { rules: [{ ...a, ref: 'z' }] });
  expect(renamed.body.result.rules).toEqual([{ ...a, ref: 'z', version: '2', last_updated: TIME }]);
  const { body } = await api.put(path(before.id), { rules: [block('y', 'http.host eq "a.example.com"')] });
  expect(body.result.rules[0]?.id).not.toBe(a?.id);
});

test('keeps the rules where the body has none, and drops them where it has an empty list', async () => {
  const { api, before } = await withRules('a');
  const described = await api.put(path(before.id), { description: 'ours' });
  expect(described.body.result).toEqual({ ...before, description: 'ours', version: '2', last_updated: TIME });
  const { body } = await api.put(path(before.id), { rules: [] });
  expect(body.result).not.toHaveProperty('rules');
  expect((await api.get(path(before.id))).body).toEqual(body);
});

test.each([
  ['name', 'zone', 'default'],
  ['kind', 'custom', 'zone'],
  ['phase', 'http_ratelimit', CUSTOM],
])('refuses another %s', async (field, got, want) => {
  const { api, before } = await withRules('a');
  const { status, body } = await api.put(path(before.id), { [field]: got, rules: [] });
  expect(status).toBe(400);
  expect(body).toEqual(
    refusal(29011, `the ${field} field cannot be modified: got ${got}, want ${want}`, `/${field}`),
  );
  expect((await api.get(path(before.id))).body.result).toEqual(before);
});

test('refuses one ref twice, and an id of no rule', async () => {
  const { api, before } = await withRules('a');
  const twice = await api.put(path(before.id), { rules: [block('a'), block('a')] });
  expect(twice.body).toEqual(
    refusal(
      29016,
      "'a' is not a valid value for ref because another rule of the ruleset has the same ref",
      '/rules/1/ref',
    ),
  );
  const id = '0'.repeat(32);
  const unknown = await api.put(path(before.id), { rules: [{ id }] });
  expect(unknown.body).toEqual(
    refusal(
      29016,
      `'${id}' is not a valid value for id because the ruleset has no rule with this id`,
      '/rules/0/id',
    ),
  );
});

test('lets the second of two writes at the same moment see the first', async () => {
  const { api, before } = await withRules('a');
  api.api.injectFault({ operation: 'update-ruleset', times: 2, delayMs: 30 });
  const answers = await Promise.all(
    ['x', 'y'].map((ref) => api.put(path(before.id), { rules: [block('a'), block(ref)] })),
  );
  expect(answers.map(({ body }) => body.result.version).sort()).toEqual(['2', '3']);
  const last = answers.find(({ body }) => body.result.version === '3');
  expect((await api.get(path(before.id))).body).toEqual(last?.body);
});

test('leaves what a seed holds as it is while it is sent back unchanged', async () => {
  const odd = {
    action: 'teleport',
    expression: 'ssl',
    x_new: [1],
    action_parameters: { phase: 'current', gate: 'b' },
  };
  const execute = {
    action: 'execute',
    expression: 'true',
    action_parameters: { id: '77454fe2d30c4220b5701f6fdfb893ba', version: '5' },
  };
  const api: TestApi = await start({
    seed: {
      accounts: [{ name: 'A' }],
      zones: [
        {
          id: ZONE,
          name: 'a.example',
          account: 'A',
          plan: 'free',
          rulesets: [{ phase: CUSTOM, rules: [odd, execute] }],
        },
      ],
    },
  });
  const url = `/zones/${ZONE}/rulesets/phases/${CUSTOM}/entrypoint`;
  const before = (await api.get(url)).body.result;
  expect(before.rules[0]).toEqual({
    ...odd,
    id: HEX_ID,
    ref: before.rules[0]?.id,
    version: '1',
    enabled: true,
    last_updated: TIME,
  });
  expect(before.rules[1]).toMatchObject(execute);
  const { status, body } = await api.put(url, { rules: before.rules });
  expect(status).toBe(200);
  expect(body.result.rules[0]).toEqual({ ...before.rules[0], description: '' });
  const changed = await api.put(url, { rules: [{ ...before.rules[0], expression: 'not ssl' }] });
  expect(changed.status).toBe(400);
});

test('refuses to write managed rulesets', async () => {
  const api = await start();
  const { status, body } = await api.put(`/zones/${ZONE}/rulesets/4814384a9e5d4991b9815dcfc25d2f1f`, {
    rules: [],
  });
  expect(status).toBe(400);
  expect(body).toEqual(
    refusal(
      29012,
      "'Cloudflare OWASP Core Ruleset' is not a valid value for ruleset because a managed ruleset cannot be modified",
    ),
  );
});

test('keeps the order of the request', async () => {
  const { api, before } = await withRules('a', 'b', 'c');
  const { body } = await api.put(path(before.id), { rules: [block('b'), block('c'), block('a')] });
  expect(refs(body.result)).toEqual(['b', 'c', 'a']);
  expect(body.result.rules.map(({ version }) => version)).toEqual(['1', '1', '1']);
});
