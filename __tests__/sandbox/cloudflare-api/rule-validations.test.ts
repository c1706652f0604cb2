import {
  block,
  CLOUDFLARE_MANAGED,
  CUSTOM,
  FREE_ZONE,
  MANAGED,
  OWASP,
  OWASP_949110,
  refusal,
  start,
  ZONE,
} from './api';
import { parseSeed } from '../../../lib/sandbox/cloudflare-api';

const ID = '0'.repeat(32);

/** Sends one rule to a business zone whose phase has no rule yet. */
async function write(phase: string, ...rules: readonly object[]) {
  const seed = {
    accounts: [{ name: 'A' }],
    zones: [{ id: ZONE, name: 'a', account: 'A', plan: 'business' as const }],
  };
  const api = await start({ seed });
  return api.put(`/zones/${ZONE}/rulesets/phases/${phase}/entrypoint`, { rules });
}

const skip = (action_parameters: object) => ({ action: 'skip', expression: 'ssl', action_parameters });
const execute = (action_parameters: object) => ({ action: 'execute', expression: 'true', action_parameters });

test.each([
  [CUSTOM, { ruleset: 'current' }],
  [CUSTOM, { phase: 'current' }],
  [CUSTOM, { phase: 'current', products: ['waf'] }],
  [
    CUSTOM,
    { phases: ['http_ratelimit', 'http_request_sbfm', MANAGED], ruleset: 'current', products: ['uaBlock'] },
  ],
  [MANAGED, { ruleset: 'current' }],
  [MANAGED, { rulesets: [OWASP], rules: { [OWASP]: [OWASP_949110] } }],
])('takes in %s the skip parameters %j', async (phase, parameters) => {
  const { status, body } = await write(phase, skip(parameters));
  expect(status).toBe(200);
  expect(body.result.rules[0]).toMatchObject({ action_parameters: parameters, logging: { enabled: true } });
});

const at = '/rules/0/action_parameters';

test.each([
  [
    CUSTOM,
    { rulesets: [OWASP] },
    29016,
    `'rulesets' is not a valid value for action_parameters because it is not available in phase ${CUSTOM}`,
    `${at}/rulesets`,
  ],
  [
    CUSTOM,
    { rules: { [OWASP]: [OWASP_949110] } },
    29016,
    `'rules' is not a valid value for action_parameters because it is not available in phase ${CUSTOM}`,
    `${at}/rules`,
  ],
  [
    MANAGED,
    { phases: [MANAGED] },
    29016,
    `'phases' is not a valid value for action_parameters because it is not available in phase ${MANAGED}`,
    `${at}/phases`,
  ],
  [
    MANAGED,
    { products: ['waf'] },
    29016,
    `'products' is not a valid value for action_parameters because it is not available in phase ${MANAGED}`,
    `${at}/products`,
  ],
  [
    MANAGED,
    { phase: 'current' },
    29016,
    `'phase' is not a valid value for action_parameters because it is not available in phase ${MANAGED}`,
    `${at}/phase`,
  ],
  [
    CUSTOM,
    { ruleset: 'current', phase: 'current' },
    29016,
    "'ruleset' is not a valid value for action_parameters because it cannot be combined with phase",
    `${at}/ruleset`,
  ],
  [
    CUSTOM,
    { phases: [MANAGED], phase: 'current' },
    29016,
    "'phases' is not a valid value for action_parameters because it cannot be combined with phase",
    `${at}/phases`,
  ],
  [
    MANAGED,
    { rulesets: [OWASP], ruleset: 'current' },
    29016,
    "'rulesets' is not a valid value for action_parameters because it cannot be combined with ruleset",
    `${at}/rulesets`,
  ],
  [
    MANAGED,
    { ruleset: 'current', rules: { [OWASP]: [OWASP_949110] } },
    29016,
    "'ruleset' is not a valid value for action_parameters because it cannot be combined with rules",
    `${at}/ruleset`,
  ],
  [
    CUSTOM,
    {},
    29016,
    "'{}' is not a valid value for action_parameters because a skip rule must name what it skips",
    at,
  ],
  [
    CUSTOM,
    { ruleset: 'all' },
    29016,
    "'all' is not a valid value for ruleset because it must be current",
    `${at}/ruleset`,
  ],
  [
    CUSTOM,
    { phases: [] },
    29016,
    "'[]' is not a valid value for phases because it must be a non-empty list",
    `${at}/phases`,
  ],
  [
    CUSTOM,
    { phases: [CUSTOM] },
    29016,
    `'${CUSTOM}' is not a valid value for phases because it must be one of http_ratelimit, http_request_sbfm, http_request_firewall_managed`,
    `${at}/phases/0`,
  ],
  [
    CUSTOM,
    { products: ['waf', 'uablock'] },
    29016,
    "'uablock' is not a valid value for products because it must be one of zoneLockdown, uaBlock, bic, hot, securityLevel, rateLimit, waf",
    `${at}/products/1`,
  ],
  [
    MANAGED,
    { rulesets: ['OWASP'] },
    29016,
    "'OWASP' is not a valid value for rulesets because it must be a 32-character lower-case hex id",
    `${at}/rulesets/0`,
  ],
  [
    MANAGED,
    { rulesets: [ID] },
    29022,
    `'${ID}' is not a valid value for rulesets because there is no managed ruleset with this id`,
    `${at}/rulesets/0`,
  ],
  [
    MANAGED,
    { rules: {} },
    29016,
    "'{}' is not a valid value for rules because it must map ruleset ids to lists of rule ids",
    `${at}/rules`,
  ],
  [
    MANAGED,
    { rules: { [CLOUDFLARE_MANAGED]: [OWASP_949110] } },
    29021,
    `'${OWASP_949110}' is not a valid value for rules because it is not a rule of the managed ruleset ${CLOUDFLARE_MANAGED}`,
    `${at}/rules/${CLOUDFLARE_MANAGED}/0`,
  ],
  [
    CUSTOM,
    { everything: true },
    29015,
    "'everything' is not a valid value for field because it is unknown here; known are ruleset, phase, phases, products, rulesets, rules",
    `${at}/everything`,
  ],
])('refuses in %s the skip parameters %j', async (phase, parameters, code, message, pointer) => {
  const { status, body } = await write(phase, skip(parameters));
  expect(status).toBe(400);
  expect(body).toEqual(refusal(code, message, pointer));
});

test.each([
  [
    { expression: '' },
    20125,
    "'' is not a valid value for expression because the expression cannot be blank",
    '/rules/0/expression',
  ],
  [
    { expression: `"${'x'.repeat(4095)}"` },
    20127,
    'expression size 4097 exceeded maximum 4096',
    '/rules/0/expression',
  ],
  [
    { logging: { enabled: true } },
    20018,
    'logging options only allowed in the skip action',
    '/rules/0/logging',
  ],
  [
    { action: 'allow' },
    29016,
    "'allow' is not a valid value for action because it is not an action",
    '/rules/0/action',
  ],
  [
    { action: 'rewrite' },
    20016,
    `'rewrite' is not a valid value for action because it is not possible to use the rewrite action in a ruleset with phase ${CUSTOM} and kind zone`,
    '/rules/0/action',
  ],
  [
    { action: 'log' },
    29016,
    "'log' is not a valid value for action because it needs plan enterprise",
    '/rules/0/action',
  ],
  [
    { enabled: 'yes' },
    29016,
    "'yes' is not a valid value for enabled because it must be true or false",
    '/rules/0/enabled',
  ],
  [{ ref: '' }, 29016, "'' is not a valid value for ref because it cannot be blank", '/rules/0/ref'],
  [
    { description: 7 },
    29016,
    "'7' is not a valid value for description because it must be a string",
    '/rules/0/description',
  ],
  [
    { enable: false },
    29015,
    "'enable' is not a valid value for field because it is unknown here; known are action, action_parameters, description, enabled, exposed_credential_check, expression, logging, ratelimit, ref",
    '/rules/0/enable',
  ],
  [
    { expression: 'ip.src in $nowhere' },
    29020,
    "'$nowhere' is not a valid value for expression because the account has no list of this name",
    '/rules/0/expression',
  ],
  [
    { expression: 'ip.src in $cf.malware' },
    29019,
    "'ip.src in $cf.malware' is not a valid value for expression because not entitled: the lists of Cloudflare need the plan Enterprise, the zone has Business",
    '/rules/0/expression',
  ],
])('refuses a rule with %j', async (fields, code, message, pointer) => {
  const { status, body } = await write(CUSTOM, { ...block('a'), ...fields });
  expect(status).toBe(400);
  expect(body).toEqual(refusal(code, message, pointer));
});

test.each([
  ['4,096 characters', `http.host eq "${'x'.repeat(4081)}"`],
  [
    '4,096 characters once white space is collapsed',
    `  ssl${' \n'.repeat(2500)}or http.host eq "${'x'.repeat(4074)}"\n`,
  ],
  ['a list name inside a string', 'http.host eq "$nowhere"'],
  ['a list name inside a raw string', 'http.host eq r#"a"$nowhere"#'],
])('takes an expression with %s', async (_, expression) => {
  const { body } = await write(CUSTOM, block('a', expression));
  expect(body.errors).toEqual([]);
  expect(body.result.rules[0]).toMatchObject({ expression });
});

test.each([
  ['http.hst eq "x"', '(1:1): http.hst eq "x" ^^^^^^^^ unknown '],
  ['ssl\nand http.host', '(2:14): and http.host ^ expected '],
])('refuses what is no expression: %j', async (expression, text) => {
  const { status, body } = await write(CUSTOM, block('a', expression));
  expect(status).toBe(400);
  expect(body.errors[0]?.message).toContain(
    `'${expression.replace('\n', ' ')}' is not a valid value for expression because could not parse filter expression: Filter parsing error ${text}`,
  );
  expect(body.errors[0]).toMatchObject({ source: { pointer: '/rules/0/expression' } });
});

test('refuses in the managed phase what only the custom phase has', async () => {
  const rule = { ...skip({ ruleset: 'current' }), expression: 'cidr(ip.src, 24, 24) eq 203.0.113.0' };
  const { body } = await write(MANAGED, rule);
  expect(body.errors[0]?.message).toContain('cannot be used in the phase `http_request_firewall_managed`');
  expect((await write(CUSTOM, { ...block('a'), expression: rule.expression })).status).toBe(200);
});

test.each([
  ['ip.src in $addresses', undefined],
  ['ip.src.asnum in $numbers', undefined],
  ['any(http.request.headers["x-forwarded-host"][*] in $hosts)', undefined],
  ['http.host in $addresses', 'it is a list of kind ip, and the field needs one of kind hostname'],
  ['ip.src in $hosts', 'it is a list of kind hostname, and the field needs one of kind ip'],
])('asks whether the list fits the field: %s', async (expression, reason) => {
  const seed = parseSeed(
    JSON.stringify({
      accounts: [{ name: 'A' }],
      zones: [{ id: ZONE, name: 'a', account: 'A', plan: 'enterprise' }],
      lists: [
        { account: 'A', name: 'addresses', kind: 'ip' },
        { account: 'A', name: 'numbers', kind: 'asn' },
        { account: 'A', name: 'hosts', kind: 'hostname' },
      ],
    }),
    'seed.json',
  );
  const api = await start({ seed });
  const path = `/zones/${ZONE}/rulesets/phases/${CUSTOM}/entrypoint`;
  const { body } = await api.put(path, { rules: [block('a', expression)] });
  const list = expression.slice(expression.indexOf('$')).replace(')', '');
  const message = `'${list}' is not a valid value for expression because ${reason ?? ''}`;
  if (reason === undefined) expect(body.errors).toEqual([]);
  else expect(body).toEqual(refusal(29024, message, '/rules/0/expression'));
});

test('takes regular expressions from Business on', async () => {
  const api = await start();
  const rule = block('a', 'http.host matches "a"');
  const { body } = await api.put(`/zones/${FREE_ZONE}/rulesets/phases/${CUSTOM}/entrypoint`, {
    rules: [rule],
  });
  expect(body.errors[0]).toMatchObject({
    code: 29019,
    message:
      '\'http.host matches "a"\' is not a valid value for expression because not entitled: the operator `matches` needs the plan Business or higher, the zone has Free',
  });
  expect((await write(CUSTOM, rule)).status).toBe(200);
});

describe('execute', () => {
  test('gets the version that Cloudflare adds, and keeps a pinned one', async () => {
    const { body } = await write(
      MANAGED,
      execute({ id: OWASP }),
      execute({ id: CLOUDFLARE_MANAGED, version: '7' }),
    );
    expect(body.result.rules).toMatchObject([
      { action_parameters: { id: OWASP, version: 'latest' } },
      { action_parameters: { id: CLOUDFLARE_MANAGED, version: '7' } },
    ]);
  });

  test('refuses one managed ruleset twice', async () => {
    const { status, body } = await write(MANAGED, execute({ id: OWASP }), execute({ id: OWASP }));
    expect(status).toBe(400);
    expect(body).toEqual(refusal(20014, 'more than one rule is trying to execute the same managed ruleset'));
  });

  test.each([
    [
      MANAGED,
      {},
      29016,
      "'' is not a valid value for id because an execute rule must name a ruleset",
      `${at}/id`,
    ],
    [
      MANAGED,
      { id: ID },
      29022,
      `'${ID}' is not a valid value for id because there is no ruleset with this id to execute`,
      `${at}/id`,
    ],
    [
      CUSTOM,
      { id: OWASP },
      29022,
      `'${OWASP}' is not a valid value for id because the ruleset belongs to phase ${MANAGED}`,
      `${at}/id`,
    ],
    [
      MANAGED,
      { id: OWASP, overrides: { rules: [{ id: ID, action: 'log' }] } },
      29021,
      `'${ID}' is not a valid value for rules because it is not a rule of the managed ruleset ${OWASP}`,
      `${at}/overrides/rules/0/id`,
    ],
  ])('refuses in %s the parameters %j', async (phase, parameters, code, message, pointer) => {
    const { body } = await write(phase, execute(parameters));
    expect(body).toEqual(refusal(code, message, pointer));
  });

  test('needs the plan of the managed ruleset', async () => {
    const api = await start();
    const rules = [execute({ id: OWASP })];
    const { body } = await api.put(`/zones/${FREE_ZONE}/rulesets/phases/${MANAGED}/entrypoint`, { rules });
    expect(body.errors[0]?.message).toBe(
      `'${OWASP}' is not a valid value for id because it needs plan pro or larger`,
    );
  });
});

test('counts rules of entry point and custom rulesets against the plan', async () => {
  const api = await start();
  const rules = ['a', 'b', 'c'].map((name) => block(name));
  await api.post(`/zones/${FREE_ZONE}/rulesets`, { name: 'ours', kind: 'custom', phase: CUSTOM, rules });
  const path = `/zones/${FREE_ZONE}/rulesets/phases/${CUSTOM}/entrypoint`;
  expect((await api.put(path, { rules: rules.slice(0, 2) })).status).toBe(200);
  const { status, body } = await api.put(path, { rules });
  expect(status).toBe(400);
  expect(body).toEqual(
    refusal(
      29017,
      `'6' is not a valid value for rules because exceeded maximum number of 5 rules for phase ${CUSTOM} on plan free`,
      '/rules',
    ),
  );
});

test.each([
  ['pro', 20],
  ['business', 100],
  ['enterprise', 1000],
] as const)('allows on plan %s %i custom rules and no more', async (plan, limit) => {
  const api = await start({
    seed: { accounts: [{ name: 'A' }], zones: [{ id: ZONE, name: 'a', account: 'A', plan }] },
  });
  const rules = Array.from({ length: limit + 1 }, (_, index) => block(`r${index}`));
  const path = `/zones/${ZONE}/rulesets/phases/${CUSTOM}/entrypoint`;
  expect((await api.put(path, { rules })).body.errors[0]?.code).toBe(29017);
  expect((await api.put(path, { rules: rules.slice(1) })).status).toBe(200);
});

test.each([
  ['nothing', 1, 'response', /^'1' .* it must be an object$/],
  ['no status', {}, 'response/status_code', /it must be 400 to 499$/],
  ['another status', { status_code: 200 }, 'response/status_code', /^'200' .* it must be 400 to 499$/],
  ['a fraction', { status_code: 403.5 }, 'response/status_code', /it must be 400 to 499$/],
  ['no type', { status_code: 400 }, 'response/content_type', /it must be one of text\/html, text\/plain, /],
  [
    'another type',
    { status_code: 499, content_type: 'a\r\nb: c' },
    'response/content_type',
    /it must be one of text\/html, /,
  ],
  ['no content', { status_code: 403, content_type: 'text/xml' }, 'response/content', /it must be a text$/],
  [
    'too much of it',
    { status_code: 403, content_type: 'text/plain', content: 'é'.repeat(1025) },
    'response/content',
    /^'2050 bytes' is not a valid value for content because it exceeded maximum 2048$/,
  ],
])('refuses an answer of a block rule with %s', async (_title, response, place, message) => {
  const rule = { ...block('a'), action_parameters: { response } };
  const { status, body } = await write(CUSTOM, rule);
  expect(status).toBe(400);
  expect(body.errors).toEqual([
    {
      code: 29016,
      message: expect.stringMatching(message) as string,
      source: { pointer: `/rules/0/action_parameters/${place}` },
    },
  ]);
});

test('takes an answer of a block rule, up to 2 KB', async () => {
  const response = { status_code: 499, content_type: 'application/json', content: '1'.repeat(2048) };
  expect((await write(CUSTOM, { ...block('a'), action_parameters: { response } })).status).toBe(200);
});

test.each<[string, object, string, string]>([
  [
    CUSTOM,
    { action: 'managed_challenge', expression: 'ssl', action_parameters: { response: {} } },
    "'action_parameters.response' is not a valid value for rule because it is nothing that Cloudflare knows here",
    `${at}/response`,
  ],
  [
    MANAGED,
    execute({ id: OWASP, overrides: { rules: [{ id: OWASP_949110, enabled: 'no' }] } }),
    `'action_parameters.overrides.rules[0].enabled' is not a valid value for rule because it must be true or false, got: \`"no"\``,
    `${at}/overrides/rules/0/enabled`,
  ],
])(
  'refuses in %s what the description of a rule does not have: %j',
  async (phase, rule, message, pointer) => {
    const { status, body } = await write(phase, rule);
    expect([status, body]).toEqual([400, refusal(29016, message, pointer)]);
  },
);
