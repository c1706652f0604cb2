import {
  block,
  CUSTOM,
  FREE_ZONE,
  HEX_ID,
  MANAGED,
  OWASP,
  OWASP_949110,
  refusal,
  start,
  TIME,
  ZONE,
} from './api';

const FREE = `/zones/${FREE_ZONE}/rulesets`;

describe('create-ruleset', () => {
  test('answers with the first version, defaults filled in', async () => {
    const api = await start();
    const { status, body } = await api.post(FREE, {
      name: 'default',
      kind: 'zone',
      phase: CUSTOM,
      description: '',
      rules: [
        {
          action: 'block',
          action_parameters: {},
          description: 'tor',
          enabled: true,
          expression: '(ip.src.country eq "T1")',
          ref: 'tor',
        },
        { action: 'skip', action_parameters: { phases: [MANAGED] }, expression: '(ssl)', ref: 's' },
      ],
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      result: {
        id: HEX_ID,
        name: 'default',
        description: '',
        kind: 'zone',
        version: '1',
        last_updated: TIME,
        phase: CUSTOM,
        rules: [
          {
            id: HEX_ID,
            version: '1',
            action: 'block',
            expression: '(ip.src.country eq "T1")',
            last_updated: TIME,
            ref: 'tor',
            enabled: true,
            description: 'tor',
          },
          {
            id: HEX_ID,
            version: '1',
            action: 'skip',
            expression: '(ssl)',
            last_updated: TIME,
            ref: 's',
            enabled: true,
            description: '',
            action_parameters: { phases: [MANAGED] },
            logging: { enabled: true },
          },
        ],
      },
      success: true,
      errors: [],
      messages: [],
    });
    expect(Object.keys(body.result.rules[1] ?? {})).toEqual([
      'id',
      'version',
      'action',
      'expression',
      'last_updated',
      'ref',
      'enabled',
      'description',
      'action_parameters',
      'logging',
    ]);
  });

  test.each([CUSTOM, MANAGED])('refuses a second entry point of %s', async (phase) => {
    const api = await start();
    const { status, body } = await api.post(`/zones/${ZONE}/rulesets`, {
      name: 'default',
      kind: 'zone',
      phase,
      rules: [],
    });
    expect(status).toBe(400);
    expect(body).toEqual(
      refusal(
        20217,
        `'zone' is not a valid value for kind because exceeded maximum number of zone rulesets for phase ${phase}`,
        '/kind',
      ),
    );
  });

  test.each([
    [{ name: '' }, "'' is not a valid value for name because the name cannot be blank", '/name'],
    [{ phase: 'waf' }, "'waf' is not a valid value for phase because it is not a phase", '/phase'],
    [
      { kind: 'root' },
      "'root' is not a valid value for kind because zones can hold rulesets of kind zone and custom",
      '/kind',
    ],
    [
      { kind: 'custom', phase: MANAGED },
      "'custom' is not a valid value for kind because zones have custom rulesets in phase http_request_firewall_custom only",
      '/kind',
    ],
    [{ rules: {} }, "'{}' is not a valid value for rules because it must be a list", '/rules'],
  ])('refuses %j', async (fields, message, pointer) => {
    const api = await start();
    const { body } = await api.post(FREE, { name: 'n', kind: 'zone', phase: CUSTOM, ...fields });
    expect(body).toEqual(refusal(29016, message, pointer));
  });

  test('makes custom rulesets as the plan allows, and keeps one that is executed', async () => {
    const api = await start();
    const custom = { name: 'ours', kind: 'custom', phase: CUSTOM, rules: [block('a')] };
    const { body } = await api.post(FREE, custom);
    const { id } = body.result;
    expect((await api.post(FREE, custom)).body.errors[0]).toMatchObject({
      code: 20217,
      message: `'custom' is not a valid value for kind because exceeded maximum number of custom rulesets for phase ${CUSTOM}`,
    });
    await api.entryPoint({ action: 'execute', expression: 'true', action_parameters: { id } });
    const refused = await api.delete(`${FREE}/${id}`);
    expect(refused.status).toBe(400);
    expect(refused.body.errors[0]?.code).toBe(29013);
  });

  test('needs an Enterprise zone for rulesets of the account', async () => {
    const api = await start();
    const { body } = await api.post('/accounts/fedcba9876543210fedcba9876543210/rulesets', {
      name: 'default',
      kind: 'root',
      phase: CUSTOM,
    });
    expect(body.errors[0]?.code).toBe(29014);
  });

  test('refuses skip in the entry point of an account', async () => {
    const api = await start({
      seed: { accounts: [{ id: ZONE, name: 'A' }], zones: [{ name: 'a', account: 'A', plan: 'enterprise' }] },
    });
    const rule = {
      action: 'skip',
      action_parameters: { ruleset: 'current' },
      expression: '(ssl) and cf.zone.plan eq "ENT"',
    };
    const { body } = await api.post(`/accounts/${ZONE}/rulesets`, {
      name: 'r',
      kind: 'root',
      phase: CUSTOM,
      rules: [rule],
    });
    expect(body).toEqual(
      refusal(
        20016,
        "'skip' is not a valid value for action because it is not possible to use the skip action in a ruleset with phase http_request_firewall_custom and kind root",
        '/rules/0/action',
      ),
    );
  });
});

describe('get-ruleset', () => {
  test('reads a managed ruleset with the rule of the OWASP threshold', async () => {
    const api = await start();
    const { body } = await api.get(`/zones/${ZONE}/rulesets/${OWASP}`);
    expect(body.result).toMatchObject({
      name: 'Cloudflare OWASP Core Ruleset',
      kind: 'managed',
      phase: MANAGED,
    });
    expect(body.result.rules.find(({ id }) => id === OWASP_949110)).toMatchObject({
      description: '949110: Inbound Anomaly Score Exceeded',
      score_threshold: 40,
    });
  });

  test('does not find other ids, nor a ruleset of another zone', async () => {
    const api = await start();
    for (const id of ['b'.repeat(32), 'cdc05fa3aea9e7d23a81b4e0ebe64917']) {
      const { status, body } = await api.get(`${FREE}/${id}`);
      expect(status).toBe(404);
      expect(body).toEqual(refusal(10003, 'could not find ruleset'));
    }
  });

  test('names a zone that does not exist', async () => {
    const api = await start();
    const { status, body } = await api.get(`/zones/${'0'.repeat(32)}/rulesets`);
    expect(status).toBe(404);
    expect(body).toEqual(
      refusal(
        7003,
        `Could not route to /zones/${'0'.repeat(32)}, perhaps your object identifier is invalid?`,
      ),
    );
  });
});

describe('delete-ruleset', () => {
  test('answers 204 without a body and forgets every version', async () => {
    const api = await start();
    const { id } = await api.entryPoint(block('a'));
    const { status, body } = await api.delete(`${FREE}/${id}`);
    expect(status).toBe(204);
    expect(body).toBe('');
    expect((await api.get(`${FREE}/${id}/versions`)).status).toBe(404);
    expect((await api.delete(`${FREE}/${id}`)).body).toEqual(refusal(10003, 'could not find ruleset'));
  });
});

describe('entry points', () => {
  test('are not found until they are made', async () => {
    const api = await start();
    const { status, body } = await api.get(`${FREE}/phases/${CUSTOM}/entrypoint`);
    expect(status).toBe(404);
    expect(body).toEqual(refusal(10003, `could not find entrypoint ruleset in the ${CUSTOM} phase`));
    const made = await api.put(`${FREE}/phases/${CUSTOM}/entrypoint`, { rules: [block('a')] });
    expect(made.body.result).toMatchObject({ name: 'default', kind: 'zone', version: '1' });
    expect((await api.get(`${FREE}/phases/${CUSTOM}/entrypoint`)).body).toEqual(made.body);
    const next = await api.put(`${FREE}/phases/${CUSTOM}/entrypoint`, { rules: [block('a')] });
    expect(next.body.result).toMatchObject({
      id: made.body.result.id,
      version: '2',
      rules: made.body.result.rules,
    });
  });

  test('take no kind and no phase', async () => {
    const api = await start();
    const { status, body } = await api.put(`${FREE}/phases/${CUSTOM}/entrypoint`, {
      kind: 'zone',
      rules: [],
    });
    expect(status).toBe(400);
    expect(body).toEqual(
      refusal(
        29015,
        "'kind' is not a valid value for field because it is unknown here; known are name, description, rules",
        '/kind',
      ),
    );
  });
});

describe('versions', () => {
  test('stay readable, newest first', async () => {
    const api = await start();
    const first = await api.entryPoint(block('a'));
    const second = await api.entryPoint(block('b'));
    const { body } = await api.get(`${FREE}/${first.id}/versions`);
    expect(body.result.map(({ version }) => version)).toEqual(['2', '1']);
    expect(body.result[0]).not.toHaveProperty('rules');
    expect((await api.get(`${FREE}/${first.id}/versions/1`)).body.result).toEqual(first);
    expect((await api.get(`${FREE}/${first.id}/versions/2`)).body.result).toEqual(second);
    expect((await api.get(`${FREE}/${first.id}/versions/3`)).status).toBe(404);
  });
});

describe('dry run', () => {
  test('checks everything and keeps nothing', async () => {
    const api = await start();
    const before = await api.entryPoint(block('a'));
    const path = `${FREE}/${before.id}`;
    const answers = [
      await api.put(`${path}?dry_run=true`, { rules: [] }),
      await api.post(`${path}/rules?dry_run=true`, block('b')),
      await api.patch(`${path}/rules/${String(before.rules[0]?.id)}?dry_run=true`, block('b')),
      await api.delete(`${path}/rules/${String(before.rules[0]?.id)}?dry_run=true`),
      await api.put(`${FREE}/phases/${MANAGED}/entrypoint?dry_run=true`, { rules: [] }),
      await api.post(`${FREE}?dry_run=true`, { name: 'n', kind: 'zone', phase: 'http_ratelimit' }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body).toEqual({ result: null, success: true, errors: [], messages: [] });
    }
    expect((await api.delete(`${path}?dry_run=true`)).status).toBe(204);
    expect((await api.get(path)).body.result).toEqual(before);
    expect((await api.get(FREE)).body.result).toHaveLength(2);
  });

  test('refuses what the write would refuse, and other values', async () => {
    const api = await start();
    const invalid = await api.put(`${FREE}/phases/${CUSTOM}/entrypoint?dry_run=true`, {
      rules: [block('a', ' ')],
    });
    expect(invalid.body.errors[0]?.code).toBe(20125);
    const { status, body } = await api.put(`${FREE}/phases/${CUSTOM}/entrypoint?dry_run=1`, { rules: [] });
    expect(status).toBe(400);
    expect(body).toEqual(
      refusal(29004, "'1' is not a valid value for dry_run because it must be true or false"),
    );
    const kept = await api.put(`${FREE}/phases/${CUSTOM}/entrypoint?dry_run=false`, { rules: [] });
    expect(kept.body.result.version).toBe('1');
  });
});
