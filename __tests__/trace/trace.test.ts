import type { Rule } from '../../lib/rulesets';
import type { SampleRequest } from '../../lib/testing';
import { protectionsOf, protectionsText, trace, type TracedZone } from '../../lib/trace';

const MANAGED = 'http_request_firewall_managed';
const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
const CLOUDFLARE_MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
const THRESHOLD = '6179ae15870a4bb7b2d480d4843b323c';
const EMPTY_AGENT = 'b57df4f17f7f4ea4b8db33e20a6dbbd3';
const CUSTOM_RULESET = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';

const REQUEST: SampleRequest = { method: 'POST', url: 'https://app.example.com/export', ip: '203.0.113.7' };

/** The request matches `YES`, not `NO`, and nobody can tell about `COUNTRY` and `CALLER`. */
const YES = 'http.host eq "app.example.com"';
const NO = 'http.host eq "www.example.com"';
const COUNTRY = 'ip.src.country eq "T1"';
const CALLER = 'ip.src in $office';

const rule = (
  action: string,
  parameters: Rule['parameters'],
  expression: string,
  description: string,
): Rule => ({
  action,
  parameters,
  expression,
  description,
});
const skip = (parameters: object, expression = YES): Rule =>
  rule('skip', parameters as Rule['parameters'], expression, `skip ${Object.keys(parameters).join()}`);
const block = (expression = YES, description = 'block'): Rule =>
  rule('block', undefined, expression, description);
const off = (one: Rule): Rule => ({ ...one, enabled: false });
const levels = (...all: readonly number[]) =>
  all.map((level) => ({ category: `paranoia-level-${level}`, enabled: false }));
const execute = (id: string, expression = 'true', overrides?: object): Rule =>
  rule('execute', { id, overrides }, expression, 'execute');

const SKIP_MANAGED = { phases: [MANAGED] };
const REST = { ruleset: 'current' };
const FIRST = execute(CLOUDFLARE_MANAGED);
const SECOND = execute(OWASP);
const BOTH = [FIRST, SECOND];
const SKIP_OWASP = { rulesets: [OWASP] };
const SKIP_RULE = { rules: { [OWASP]: [THRESHOLD] } };
const RULE_TEXT = 'rule 949110: Inbound Anomaly Score Exceeded of Cloudflare OWASP Core Ruleset';
const SKIPS_OWASP = 'skips Cloudflare OWASP Core Ruleset';
const NEEDS_COUNTRY = 'unknown: needs ip.src.country';

const outcomes = (zone: Partial<TracedZone>, request = REQUEST) => {
  const { phases } = trace({ custom: [], managed: [], ...zone }, request);
  return phases.map(({ steps }) => steps.map(({ outcome }) => outcome));
};
const cell = (zone: Partial<TracedZone>, request = REQUEST) =>
  protectionsText(protectionsOf(trace({ custom: [], managed: [], ...zone }, request)));
const states = (zone: Partial<TracedZone>, request = REQUEST) =>
  trace({ custom: [], managed: [], ...zone }, request).managed.map(({ state }) => state);

describe('the custom phase: what a request loses', () => {
  test.each<[string, readonly Rule[], string]>([
    ['no rule', [], 'inspected'],
    ['a skip that does not match', [skip(SKIP_MANAGED, NO)], 'inspected'],
    ['a skip that is off', [off(skip(SKIP_MANAGED))], 'inspected'],
    ['a skip of the managed phase', [skip(SKIP_MANAGED)], 'skips all managed rules'],
    ['a skip of the custom ruleset alone', [skip(REST)], 'inspected'],
    ['a skip of rate limiting', [skip({ phases: ['http_ratelimit'] })], 'skips rate limiting rules'],
    [
      'phases and products together',
      [skip({ phases: [MANAGED, 'http_request_sbfm'], products: ['uaBlock'] })],
      'skips all managed rules, Super Bot Fight Mode, User Agent Blocking',
    ],
    ['a phase that nobody knows', [skip({ phases: ['http_new'] })], 'skips http_new'],
    ['a block', [block()], 'blocked by block'],
    ['a challenge', [rule('js_challenge', undefined, YES, 'challenge')], 'challenged by challenge'],
    ['a log', [rule('log', undefined, YES, 'log')], 'inspected'],
    ['a block after a skip: skipping is not terminating', [skip(SKIP_MANAGED), block()], 'blocked by block'],
    [
      'a block after a skip of the rest',
      [skip({ ...REST, ...SKIP_MANAGED }), block()],
      'skips all managed rules',
    ],
    ['a block before a skip', [block(), skip({ ...REST, ...SKIP_MANAGED })], 'blocked by block'],
    ['a block after a skip of the phase', [skip({ phase: 'current' }), block()], 'inspected'],
    ['a skip that an earlier one skips', [skip(REST), skip(SKIP_MANAGED)], 'inspected'],
    ['rulesets in the custom phase, where they mean nothing', [skip(SKIP_OWASP)], 'inspected'],
    ['an unknown block', [block(COUNTRY)], 'inspected, unless blocked by block (needs ip.src.country)'],
    ['an unknown log', [rule('log', undefined, COUNTRY, 'log')], 'inspected'],
    ['an unknown skip', [skip(SKIP_MANAGED, COUNTRY)], NEEDS_COUNTRY],
    [
      'an unknown skip and a sure one',
      [skip(SKIP_MANAGED, COUNTRY), skip(SKIP_MANAGED)],
      'skips all managed rules',
    ],
    [
      'a sure skip and an unknown one',
      [skip(SKIP_MANAGED), skip(SKIP_MANAGED, COUNTRY)],
      'skips all managed rules',
    ],
    [
      'two unknown skips',
      [skip(SKIP_MANAGED, COUNTRY), skip(SKIP_MANAGED, CALLER)],
      'unknown: needs ip.src.country, $office',
    ],
    [
      'an unknown skip of the rest, then a block',
      [skip(REST, COUNTRY), block()],
      'inspected, unless blocked by block (needs ip.src.country)',
    ],
    ['an unknown skip of the rest, then a skip', [skip(REST, COUNTRY), skip(SKIP_MANAGED)], NEEDS_COUNTRY],
    ['an unknown skip of the rest, then nothing', [skip(REST, COUNTRY)], 'inspected'],
    [
      'an unknown block, then a sure one',
      [block(COUNTRY, 'first'), block()],
      'blocked by first, or blocked by block',
    ],
    ['a sure block, then an unknown one', [block(), block(COUNTRY, 'second')], 'blocked by block'],
    [
      'an unknown block, then a skip',
      [block(COUNTRY), skip(SKIP_MANAGED)],
      'skips all managed rules, unless blocked by block (needs ip.src.country)',
    ],
    ['an unknown skip, then a sure block', [skip(SKIP_MANAGED, COUNTRY), block()], 'blocked by block'],
    ['an unknown term that the rest decides', [skip(SKIP_MANAGED, `${NO} and ${COUNTRY}`)], 'inspected'],
    [
      'an expression that nobody can read',
      [skip(SKIP_MANAGED, 'http.hots eq "a"')],
      'unknown: needs an expression that can be read (http.hots is unknown)',
    ],
    [
      'a function that nobody knows',
      [skip(SKIP_MANAGED, 'frobnicate(http.host) eq "a"')],
      'unknown: needs an expression that can be read (frobnicate is unknown)',
    ],
    [
      'an operator that nobody knows',
      [skip(SKIP_MANAGED, 'http.host frobs "a"')],
      'unknown: needs an expression that can be read (expected a comparison operator after `http.host`, which is of type Bytes)',
    ],
    [
      'a block that nobody can read, and no skip',
      [block('cf.new.field eq "a" and ssl')],
      'inspected, unless blocked by block (needs an expression that can be read (cf.new.field is unknown))',
    ],
    ['an unknown skip of rate limiting', [skip({ phases: ['http_ratelimit'] }, COUNTRY)], NEEDS_COUNTRY],
    [
      'an unknown skip of rate limiting and a sure one',
      [skip({ phases: ['http_ratelimit'] }, COUNTRY), skip({ phases: ['http_ratelimit'] })],
      'skips rate limiting rules',
    ],
    [
      'a label that could steer a terminal',
      [block(YES, 'a\u001b[2J\u202e')],
      'blocked by a\\u{1b}[2J\\u{202e}',
    ],
  ])('%s', (_title, custom, expected) => {
    expect(cell({ custom, managed: BOTH })).toBe(expected);
    // A stack that knows its own exceptions only says the same.
    expect(cell({ custom })).toBe(expected);
  });
});

describe('custom rulesets that are executed', () => {
  const within = (rules: readonly Rule[], expression = YES, after: readonly Rule[] = []) => ({
    custom: [execute(CUSTOM_RULESET, expression), ...after],
    customRulesets: { [CUSTOM_RULESET]: rules },
  });

  test.each<[string, Partial<TracedZone>, string]>([
    ['a block inside', within([block()]), 'blocked by block'],
    ['not executed', within([block()], NO), 'inspected'],
    [
      'executed or not',
      within([block()], COUNTRY),
      'inspected, unless blocked by block (needs ip.src.country)',
    ],
    [
      'the rest of the ruleset is that of the executed one',
      within([skip(REST), block()], YES, [block(YES, 'outer')]),
      'blocked by outer',
    ],
    [
      'the phase is the whole phase',
      within([skip({ phase: 'current' }), block()], YES, [block(YES, 'outer')]),
      'inspected',
    ],
    ['executed or not, and its rest skipped', within([skip(REST), block()], COUNTRY), 'inspected'],
    [
      'executed or not, and the phase skipped inside',
      within([skip({ phase: 'current' })], COUNTRY, [block(YES, 'outer')]),
      'inspected, unless blocked by outer (needs ip.src.country)',
    ],
    [
      'a skip of the phase that a skip of the rest may skip',
      within([skip(REST, CALLER), skip({ phase: 'current' })], YES, [block(YES, 'outer')]),
      'inspected, unless blocked by outer (needs $office)',
    ],
    ['a skip inside', within([skip(SKIP_MANAGED)]), 'skips all managed rules'],
    [
      'one that executes itself',
      within([execute(CUSTOM_RULESET), skip(SKIP_MANAGED)]),
      'skips all managed rules',
    ],
    [
      'rules that nobody gave',
      { custom: [execute(CUSTOM_RULESET)] },
      `unknown: needs the rules of ruleset ${CUSTOM_RULESET}, unless ended by execute (needs the rules of ruleset ${CUSTOM_RULESET})`,
    ],
  ])('%s', (_title, zone, expected) => {
    expect(cell({ ...zone, managed: BOTH })).toBe(expected);
  });
});

describe('the managed phase: what a request loses', () => {
  test.each<[string, readonly Rule[], string]>([
    ['both rulesets', BOTH, 'inspected'],
    ['all that remains', [skip(REST), ...BOTH], 'skips all managed rules'],
    ['all that remains after the first', [FIRST, skip(REST), SECOND], SKIPS_OWASP],
    ['an exception after what it names', [...BOTH, skip(SKIP_OWASP)], 'inspected'],
    ['all that remains, at the end', [...BOTH, skip(REST)], 'inspected'],
    ['a ruleset', [skip(SKIP_OWASP), ...BOTH], SKIPS_OWASP],
    ['a ruleset that is not executed', [skip(SKIP_OWASP), execute(CLOUDFLARE_MANAGED)], 'inspected'],
    ['a rule', [skip(SKIP_RULE), ...BOTH], `skips ${RULE_TEXT}`],
    [
      'a rule under the id of another ruleset',
      [skip({ rules: { [CLOUDFLARE_MANAGED]: [THRESHOLD] } }), execute(OWASP)],
      'inspected',
    ],
    ['a rule and its ruleset: the wider one', [skip(SKIP_RULE), skip(SKIP_OWASP), ...BOTH], SKIPS_OWASP],
    ['a rule, and then all that remains', [skip(SKIP_RULE), skip(REST), ...BOTH], 'skips all managed rules'],
    ['a rule in between', [SECOND, skip(SKIP_RULE), FIRST], 'inspected'],
    [
      'every ruleset by its id',
      [skip({ rulesets: [OWASP, CLOUDFLARE_MANAGED] }), ...BOTH],
      'skips Cloudflare Managed Ruleset, Cloudflare OWASP Core Ruleset',
    ],
    ['an exception that is off', [off(skip(SKIP_OWASP)), ...BOTH], 'inspected'],
    ['an unknown exception', [skip(SKIP_OWASP, COUNTRY), ...BOTH], NEEDS_COUNTRY],
    [
      'an unknown exception of another ruleset',
      [skip(SKIP_OWASP, COUNTRY), execute(CLOUDFLARE_MANAGED)],
      'inspected',
    ],
    [
      'an unknown exception and a sure one',
      [skip(SKIP_OWASP, COUNTRY), skip(SKIP_OWASP), ...BOTH],
      SKIPS_OWASP,
    ],
    [
      'an unknown rest, and a sure ruleset',
      [skip(REST, COUNTRY), skip(SKIP_OWASP), ...BOTH],
      `${SKIPS_OWASP}; ${NEEDS_COUNTRY}`,
    ],
    [
      'an unknown rest before a sure one',
      [skip(REST, COUNTRY), skip(REST), ...BOTH],
      'skips all managed rules',
    ],
    [
      'a sure rule, and an unknown ruleset',
      [skip(SKIP_RULE), skip(SKIP_OWASP, COUNTRY), ...BOTH],
      `skips ${RULE_TEXT}; ${NEEDS_COUNTRY}`,
    ],
    [
      'no ruleset is executed',
      [execute(OWASP, NO), off(execute(CLOUDFLARE_MANAGED))],
      'no managed rules run',
    ],
    [
      'overrides that switch it off',
      [skip(SKIP_OWASP), execute(OWASP, 'true', { enabled: false })],
      'no managed rules run',
    ],
    ['a block, which the phase does not know', [block(), ...BOTH], 'inspected'],
    ['phases, which mean nothing here', [skip(SKIP_MANAGED), ...BOTH], 'inspected'],
  ])('%s', (_title, managed, expected) => {
    expect(cell({ managed })).toBe(expected);
  });

  test.each<[string, readonly Rule[], string]>([
    ['all that remains', [skip(REST)], 'skips all managed rules'],
    ['a ruleset', [skip(SKIP_OWASP)], SKIPS_OWASP],
    ['a rule', [skip(SKIP_RULE)], `skips ${RULE_TEXT}`],
    ['a rule and its ruleset', [skip(SKIP_RULE), skip(SKIP_OWASP)], SKIPS_OWASP],
    [
      'two rules',
      [skip(SKIP_RULE), skip({ rules: { [CLOUDFLARE_MANAGED]: [EMPTY_AGENT] } })],
      `skips ${RULE_TEXT}, rule Empty User-Agent of Cloudflare Managed Ruleset`,
    ],
    ['another request', [skip(SKIP_OWASP, NO)], 'inspected'],
    ['nobody knows', [skip(SKIP_OWASP, COUNTRY)], NEEDS_COUNTRY],
  ])('without any execute rule, by what is named: %s', (_title, managed, expected) => {
    expect(cell({ managed })).toBe(expected);
  });
});

test.each<[string, Partial<TracedZone>, readonly (readonly string[])[]]>([
  [
    'a block keeps the rest from being reached',
    { custom: [block(), block()], managed: BOTH },
    [
      ['matches', 'not reached'],
      ['not reached', 'not reached'],
    ],
  ],
  [
    'an unknown block does not',
    { custom: [block(COUNTRY), block(NO)], managed: BOTH },
    [
      ['unknown', 'does not match'],
      ['matches', 'matches'],
    ],
  ],
  [
    'a skipped phase is not evaluated',
    { custom: [skip(SKIP_MANAGED)], managed: [skip(SKIP_OWASP), ...BOTH] },
    [['matches'], ['skipped', 'skipped', 'skipped']],
  ],
  [
    'a disabled rule is told as such',
    { custom: [off(block()), block(NO)] },
    [['disabled', 'does not match'], []],
  ],
  [
    'rules behind a skip of the rest are skipped',
    { managed: [skip(REST), ...BOTH] },
    [[], ['matches', 'skipped', 'skipped']],
  ],
])('%s', (_title, zone, expected) => {
  expect(outcomes(zone)).toEqual(expected);
});

test.each<[string, readonly Rule[], readonly Rule[], readonly string[]]>([
  [
    'each by itself',
    [],
    [skip(SKIP_OWASP), skip({ rules: { [CLOUDFLARE_MANAGED]: [EMPTY_AGENT] } }), ...BOTH],
    ['partly skipped', 'skipped'],
  ],
  ['after a block', [block()], BOTH, ['not reached', 'not reached']],
  ['one that is off', [], [off(execute(OWASP)), execute(CLOUDFLARE_MANAGED)], ['not executed', 'inspects']],
  ['one whose execute rule is unknown', [], [execute(OWASP, COUNTRY)], ['unknown']],
  [
    'one that is skipped whether it is executed or not',
    [],
    [skip(SKIP_OWASP), execute(OWASP, COUNTRY)],
    ['skipped'],
  ],
  [
    'a rule that is on in a ruleset that is off',
    [],
    [execute(OWASP, 'true', { enabled: false, rules: [{ id: THRESHOLD, enabled: true }] })],
    ['partly executed'],
  ],
  [
    'all paranoia levels of OWASP off, so that no rule scores',
    [],
    [execute(OWASP, 'true', { categories: levels(1, 2, 3, 4) }), execute(CLOUDFLARE_MANAGED)],
    ['not executed', 'inspects'],
  ],
  [
    'the paranoia levels of another ruleset, and some of OWASP',
    [],
    [
      execute(OWASP, 'true', { categories: levels(2, 3, 4) }),
      execute(CLOUDFLARE_MANAGED, 'true', { categories: levels(1, 2, 3, 4) }),
    ],
    ['inspects', 'inspects'],
  ],
])('a state for each managed ruleset: %s', (_title, custom, managed, expected) => {
  expect(states({ custom, managed })).toEqual(expected);
});

test('who skips it is told with what would decide', () => {
  const custom = [skip(SKIP_MANAGED, COUNTRY)];
  const exception = skip(SKIP_RULE, CALLER);
  const { managed } = trace({ custom, managed: [exception, execute(OWASP)] }, REQUEST);
  expect(managed).toEqual([
    {
      rulesetId: OWASP,
      name: 'Cloudflare OWASP Core Ruleset',
      state: 'unknown',
      by: [
        { rule: custom[0], needs: ['ip.src.country'] },
        { rule: exception, needs: ['$office'] },
      ],
      skippedRules: [
        {
          id: THRESHOLD,
          title: '949110: Inbound Anomaly Score Exceeded',
          by: [{ rule: exception, needs: ['$office'] }],
        },
      ],
      isByDefault: false,
      stillOn: [],
      isWithAllOthers: false,
      needs: ['ip.src.country', '$office'],
    },
  ]);
});

test('without an execute rule, a whole entry point inspects nothing', () => {
  const zone = { custom: [skip(SKIP_MANAGED, 'true')], managed: [skip(SKIP_OWASP)] };
  expect(cell(zone)).toBe('skips all managed rules');
  expect(cell({ ...zone, isManagedWhole: true, plan: 'pro' })).toBe('no managed rules run');
  expect(cell({ ...zone, managed: [execute(OWASP)], isManagedWhole: true })).toBe('skips all managed rules');
});

describe('what Cloudflare runs by itself', () => {
  const FREE = '77454fe2d30c4220b5701f6fdfb893ba';
  const free = { isManagedWhole: true, plan: 'free' } as const;
  const unknown = { isManagedWhole: true };

  test.each<[string, Partial<TracedZone>, string]>([
    ['a zone of the Free plan without rules', free, 'inspected'],
    ['one that skips the phase', { ...free, custom: [skip(SKIP_MANAGED)] }, 'skips all managed rules'],
    ['an exception of its entry point reaches nothing', { ...free, managed: [skip(REST)] }, 'inspected'],
    ['a rule about it is off', { ...free, managed: [off(execute(FREE))] }, 'no managed rules run'],
    ['a rule about it is for others', { ...free, managed: [execute(FREE, NO)] }, 'no managed rules run'],
    ['another plan', { ...free, plan: 'enterprise' }, 'no managed rules run'],
    ['nobody knows the plan', unknown, 'unknown: needs cf.zone.plan'],
    ['it runs what the Free plan does not have', { ...unknown, managed: [FIRST] }, 'inspected'],
    ['that runs for others', { ...unknown, managed: [execute(OWASP, NO)] }, 'no managed rules run'],
    ['that is off', { ...unknown, managed: [off(FIRST)] }, 'unknown: needs cf.zone.plan'],
    ['a part of the rules says nothing of it', { ...free, isManagedWhole: false }, 'inspected'],
  ])('%s', (_title, zone, expected) => {
    expect(cell(zone)).toBe(expected);
  });

  test('the plan is a field as well, and one of the request comes first', () => {
    const zone = { ...free, custom: [block('cf.zone.plan eq "FREE"')] };
    expect(outcomes(zone)[0]).toEqual(['matches']);
    const onPro = { ...REQUEST, zonePlan: 'pro' } as const;
    expect(outcomes(zone, onPro)[0]).toEqual(['does not match']);
    expect(cell(unknown, onPro)).toBe('no managed rules run');
  });

  test('it is a ruleset of its own, and no rule of the zone', () => {
    const { managed, phases } = trace({ custom: [], managed: [FIRST], ...free }, REQUEST);
    expect(managed.map(({ rulesetId, isByDefault }) => [rulesetId, isByDefault])).toEqual([
      [FREE, true],
      [CLOUDFLARE_MANAGED, false],
    ]);
    expect(phases[1]?.steps.map(({ rule: { parameters } }) => parameters?.['id'])).toEqual([
      CLOUDFLARE_MANAGED,
    ]);
  });
});

test('lists of the zone decide, and those of the request come first', () => {
  const zone = { custom: [skip(SKIP_MANAGED, CALLER)], lists: { office: ['203.0.113.0/24'] } };
  expect(cell(zone)).toBe('skips all managed rules');
  expect(cell(zone, { ...REQUEST, lists: { office: ['192.0.2.1'] } })).toBe('inspected');
  expect(cell({ custom: zone.custom })).toBe('unknown: needs $office');
});

test('a block in the managed phase, which Cloudflare does not take there, ends nothing', () => {
  const { phases, managed } = trace({ custom: [], managed: [block(), execute(OWASP)] }, REQUEST);
  expect(managed.map(({ state }) => state)).toEqual(['inspects']);
  expect(phases[1]?.steps.map(({ outcome, effect }) => [outcome, effect?.kind])).toEqual([
    ['matches', 'none'],
    ['matches', 'executes'],
  ]);
});

describe('a rule that cannot be read', () => {
  const problem = { kind: 'type', path: 'rules[0].x', reason: 'r', message: 'm', help: 'h' } as const;
  const unread = (one: Rule, pattern: string): Rule => ({ ...one, problems: [{ ...problem, pattern }] });
  const needs = 'a readable rules[0].x';

  test.each<[string, Rule]>([
    ['its expression', unread(block(''), 'expression')],
    ['whether it is on', unread(block(), 'enabled')],
    ['its action', unread(rule('', undefined, YES, 'x'), 'action')],
    ['all of it', unread(rule('', undefined, '', 'x'), '')],
  ])('may end the request: %s', (_title, one) => {
    const { ends, managed } = trace(
      { custom: [one], managed: [execute(OWASP)], isManagedWhole: true },
      REQUEST,
    );
    expect(ends.map((end) => end.needs)).toEqual([[needs]]);
    expect(managed.map(({ state }) => state)).not.toContain('not reached');
  });

  test.each<[string, Rule]>([
    ['its action', unread(rule('', undefined, YES, 'x'), 'action')],
    ['what it skips', unread(skip({ phases: 'x' }), 'action_parameters.phases')],
  ])('may skip the managed rules: %s', (_title, one) => {
    const { managed } = trace({ custom: [one], managed: [execute(OWASP)], isManagedWhole: true }, REQUEST);
    expect(managed.map(({ state, needs: asked }) => [state, asked])).toEqual([['unknown', [needs]]]);
  });

  test.each<[string, Rule]>([
    ['its action', unread(rule('', undefined, YES, 'x'), 'action')],
    ['what it skips', unread(skip({ rulesets: 'x' }), 'action_parameters.rulesets')],
  ])('may skip what follows in its phase: %s', (_title, one) => {
    const { managed } = trace({ custom: [], managed: [one, execute(OWASP)], isManagedWhole: true }, REQUEST);
    expect(managed.map(({ state, needs: asked }) => [state, asked])).toEqual([['unknown', [needs]]]);
  });

  test('may execute a managed ruleset', () => {
    const one = unread(rule('', undefined, YES, 'x'), 'action');
    const zone = { custom: [], managed: [one], isManagedWhole: true, plan: 'enterprise' } as const;
    const { managed } = trace(zone, REQUEST);
    expect(managed.map(({ state, needs: asked }) => [state, asked])).toEqual([['unknown', [needs]]]);
  });

  test('does what it does all the same where nothing that decides it is wrong', () => {
    const one = unread(skip(SKIP_MANAGED), 'description');
    const { managed } = trace({ custom: [one], managed: [execute(OWASP)], isManagedWhole: true }, REQUEST);
    expect(managed.map(({ state }) => state)).toEqual(['skipped']);
  });
});
