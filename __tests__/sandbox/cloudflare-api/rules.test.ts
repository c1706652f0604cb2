import { block, FREE_ZONE, HEX_ID, refs, refusal, start, TIME } from './api';

async function abc() {
  const api = await start();
  const before = await api.entryPoint(block('a'), block('b'), block('c'));
  const ids = Object.fromEntries(before.rules.map(({ ref, id }) => [ref, id]));
  return { api, before, ids, path: `/zones/${FREE_ZONE}/rulesets/${before.id}/rules` };
}

const POSITIONS: readonly (readonly [object, string, string])[] = [
  [{ before: '' }, 'nabc', 'bac'],
  [{ after: '' }, 'abcn', 'acb'],
  [{ before: 'a' }, 'nabc', 'bac'],
  [{ before: 'c' }, 'abnc', 'abc'],
  [{ after: 'a' }, 'anbc', 'abc'],
  [{ after: 'c' }, 'abcn', 'acb'],
  [{ index: 1 }, 'nabc', 'bac'],
  [{ index: 2 }, 'anbc', 'abc'],
  [{ index: 3 }, 'abnc', 'acb'],
];

const withIds = (position: object, ids: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(position).map(([key, value]) => [key, ids[String(value)] ?? (value as unknown)]),
  );

describe('create-rule', () => {
  test('appends, and answers with the whole ruleset one version later', async () => {
    const { api, before, path } = await abc();
    const { status, body } = await api.post(path, { action: 'block', expression: 'ssl' });
    expect(status).toBe(200);
    const id = body.result.rules[3]?.id;
    expect(body.result).toEqual({
      ...before,
      version: '2',
      last_updated: TIME,
      rules: [
        ...before.rules,
        {
          id: HEX_ID,
          ref: id,
          version: '1',
          action: 'block',
          expression: 'ssl',
          description: '',
          enabled: true,
          last_updated: TIME,
        },
      ],
    });
  });

  test.each(POSITIONS)('puts the rule at %j', async (position, order) => {
    const { api, ids, path } = await abc();
    const { body } = await api.post(path, { ...block('n'), position: withIds(position, ids) });
    expect(refs(body.result).join('')).toBe(order);
  });

  test('takes the place after the last one as an index', async () => {
    const { api, path } = await abc();
    const { body } = await api.post(path, { ...block('n'), position: { index: 4 } });
    expect(refs(body.result).join('')).toBe('abcn');
  });

  test.each([
    [
      { index: 0 },
      "'0' is not a valid value for index because it must be a whole number from 1 to 4",
      '/position/index',
    ],
    [
      { index: 5 },
      "'5' is not a valid value for index because it must be a whole number from 1 to 4",
      '/position/index',
    ],
    [
      { before: 'x' },
      "'x' is not a valid value for before because the ruleset has no other rule with this id",
      '/position/before',
    ],
    [
      {},
      "'{}' is not a valid value for position because it must hold one of before, after, index",
      '/position',
    ],
    [
      { last: true },
      "'last' is not a valid value for position because it must hold one of before, after, index",
      '/position',
    ],
  ])('refuses the position %j', async (position, message, pointer) => {
    const { api, path } = await abc();
    const { status, body } = await api.post(path, { ...block('n'), position });
    expect(status).toBe(400);
    expect(body).toEqual(refusal(29016, message, pointer));
  });

  test('refuses a ref that is in use', async () => {
    const { api, path } = await abc();
    expect((await api.post(path, block('a'))).body.errors[0]?.message).toBe(
      "'a' is not a valid value for ref because another rule of the ruleset has the same ref",
    );
  });
});

describe('update-rule', () => {
  test('replaces the definition and keeps id, ref and place', async () => {
    const { api, before, ids, path } = await abc();
    const { body } = await api.patch(`${path}/${String(ids['b'])}`, {
      action: 'managed_challenge',
      expression: 'ssl',
    });
    expect(body.result.version).toBe('2');
    expect(body.result.rules).toEqual([
      before.rules[0],
      {
        ...before.rules[1],
        version: '2',
        action: 'managed_challenge',
        expression: 'ssl',
        last_updated: TIME,
      },
      before.rules[2],
    ]);
  });

  test.each(POSITIONS)('moves a rule to %j by the position alone', async (position, _, order) => {
    const { api, ids, path } = await abc();
    const { body } = await api.patch(`${path}/${String(ids['b'])}`, { position: withIds(position, ids) });
    expect(refs(body.result).join('')).toBe(order);
    expect(body.result.version).toBe('2');
    expect(body.result.rules.map(({ version }) => version)).toEqual(['1', '1', '1']);
  });

  test.each([
    [
      { enabled: false },
      20125,
      "'' is not a valid value for expression because the expression cannot be blank",
      '/expression',
    ],
    [
      { action: 'block' },
      20125,
      "'' is not a valid value for expression because the expression cannot be blank",
      '/expression',
    ],
    [{ action_parameters: { x: 1 } }, 29010, 'action is required for action parameters', '/action'],
  ])('refuses the partial rule %j', async (rule, code, message, pointer) => {
    const { api, ids, path } = await abc();
    const { status, body } = await api.patch(`${path}/${String(ids['b'])}`, rule);
    expect(status).toBe(400);
    expect(body).toEqual(refusal(code, message, pointer));
  });

  test('does not find a rule that is not there', async () => {
    const { api, path } = await abc();
    const { status, body } = await api.patch(`${path}/${'0'.repeat(32)}`, block('a'));
    expect(status).toBe(404);
    expect(body).toEqual(refusal(29018, `could not find rule ${'0'.repeat(32)}`));
  });
});

describe('delete-rule', () => {
  test('answers with the ruleset without the rule', async () => {
    const { api, ids, path } = await abc();
    const { status, body } = await api.delete(`${path}/${String(ids['b'])}`);
    expect(status).toBe(200);
    expect(refs(body.result).join('')).toBe('ac');
    expect(body.result.version).toBe('2');
    expect((await api.delete(`${path}/${String(ids['b'])}`)).status).toBe(404);
  });
});
