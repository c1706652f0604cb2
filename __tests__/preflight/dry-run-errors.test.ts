import { ManagedRule, ManagedRuleset } from '../../lib/managed-rules';
import type { ExceptionPhase, SkipRule } from '../../lib/exceptions';
import { cureOf } from '../../lib/preflight/dry-run/refusal-cures';
import { CUSTOM, DryRunZone, exception, MANAGED } from './dry-run-zone';
import { execute, rule } from './rule-shapes';

const OWASP = ManagedRuleset.OWASP_CORE.id;
const NOWHERE = 'e'.repeat(32);

/** What a stack would deploy, and where, if not in the custom phase of an empty Business zone. */
interface Case {
  readonly plan?: string;
  readonly phase?: ExceptionPhase;
  readonly live?: readonly object[];
  readonly rules?: readonly SkipRule[];
}

const saying = (expression: string, given: Partial<Case> = {}): Case => ({
  ...given,
  rules: [
    exception({
      expression,
      ...(given.phase === MANAGED ? { action_parameters: { ruleset: 'current' } } : {}),
    }),
  ],
});
const skipping = (action_parameters: object, given: Partial<Case> = {}): Case => ({
  ...given,
  rules: [exception({ action_parameters })],
});
const many = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, index) => rule({ action: 'block', id: id(index), ref: `r${index}` }));
const id = (index: number): string => index.toString(16).padStart(32, '0');

const EXPRESSION = '/rules/0/expression';
const PARAMETERS = '/rules/0/action_parameters';

/** Every refusal that the sandbox knows and a list of rules can meet: name, cause, Cloudflare's words, place. */
const REFUSALS: readonly (readonly [string, Case, RegExp, string])[] = [
  // Documented codes
  [
    'one managed ruleset twice',
    {
      phase: MANAGED,
      live: [0, 1].map((index) => ({ ...execute({}), id: id(index), ref: `e${index}` })),
      rules: [exception({ action_parameters: { ruleset: 'current' } })],
    },
    /^more than one rule is trying to execute the same managed ruleset$/,
    '',
  ],
  [
    'an action that the phase does not take',
    { phase: MANAGED, rules: [exception({ action: 'block', action_parameters: {}, logging: undefined })] },
    /^'block' is not a valid value for action because it is not possible to use the block action in a ruleset with phase http_request_firewall_managed and kind zone$/,
    '/rules/0/action',
  ],
  [
    'logging on a rule that is no skip rule',
    { rules: [exception({ action: 'block', action_parameters: {} })] },
    /^logging options only allowed in the skip action$/,
    '/rules/0/logging',
  ],
  ['an empty expression', saying(' '), /the expression cannot be blank$/, EXPRESSION],
  [
    'a long expression',
    saying(`http.host eq "${'x'.repeat(4082)}"`),
    /^expression size 4097 exceeded maximum 4096$/,
    EXPRESSION,
  ],
  // Syntax
  ['a malformed expression', saying('(http.host eq "a"'), /Filter parsing error \(1:\d+\)/, EXPRESSION],
  ['an unknown field', saying('http.hst eq "a"'), /unknown identifier `http\.hst`/, EXPRESSION],
  ['an unknown function', saying('shout(http.host) eq "a"'), /Filter parsing error \(1:1\)/, EXPRESSION],
  ['a comma in a set', saying('ip.src in {192.0.2.1, 192.0.2.2}'), /Filter parsing error/, EXPRESSION],
  ['a range after eq', saying('ip.src eq 192.0.2.0/24'), /Filter parsing error/, EXPRESSION],
  ['host bits', saying('ip.src in {192.0.2.1/24}'), /Filter parsing error/, EXPRESSION],
  ['a tab', saying('ssl\tand ssl'), /Filter parsing error/, EXPRESSION],
  ['a bad escape', saying('http.host eq "a\\."'), /Filter parsing error/, EXPRESSION],
  ['two stars', saying('http.host wildcard "**"'), /Filter parsing error/, EXPRESSION],
  ['a list name in upper case', saying('ip.src in $Office'), /Filter parsing error/, EXPRESSION],
  [
    'too many regular expressions',
    saying(Array.from({ length: 65 }, () => 'http.host matches "a"').join(' or ')),
    /at most 64 regular expressions/,
    EXPRESSION,
  ],
  ['too deep nesting', saying(`${'('.repeat(129)}ssl${')'.repeat(129)}`), /Filter parsing error/, EXPRESSION],
  [
    'a field of another phase',
    saying('http.response.code eq 200'),
    /cannot be used in the phase/,
    EXPRESSION,
  ],
  [
    'cidr() in the managed phase',
    saying('cidr(ip.src, 24, 24) eq 203.0.113.0', { phase: MANAGED }),
    /cannot be used in the phase `http_request_firewall_managed`/,
    EXPRESSION,
  ],
  [
    'decode_base64() in the managed phase',
    saying('decode_base64(http.host) eq "a"', { phase: MANAGED }),
    /cannot be used in the phase `http_request_firewall_managed`/,
    EXPRESSION,
  ],
  // Plan and quota
  ...['free', 'pro'].map(
    (plan) =>
      [
        `a regular expression on plan ${plan}`,
        saying('http.host matches "a"', { plan }),
        /not entitled: the operator `matches` needs the plan Business/,
        EXPRESSION,
      ] as const,
  ),
  [
    'a body field below Enterprise',
    saying('http.request.body.raw contains "a"'),
    /not entitled: `http\.request\.body\.raw` needs the plan Enterprise/,
    EXPRESSION,
  ],
  ["a list of Cloudflare's below Enterprise", saying('ip.src in $cf.malware'), /not entitled/, EXPRESSION],
  [
    'a log rule below Enterprise',
    { rules: [exception({ action: 'log', action_parameters: {}, logging: undefined })] },
    /it needs plan enterprise/,
    '/rules/0/action',
  ],
  ...Object.entries({ free: 5, pro: 20, business: 100, enterprise: 1000 }).map(
    ([plan, quota]) =>
      [
        `one rule more than plan ${plan} has`,
        { plan, live: many(quota), rules: [exception()] },
        new RegExp(`exceeded maximum number of ${quota} rules for phase ${CUSTOM} on plan ${plan}`),
        '/rules',
      ] as const,
  ),
  // References
  ['an unknown list', saying('ip.src in $nowhere'), /^'\$nowhere' .* no list of this name$/, EXPRESSION],
  [
    'a list of another kind',
    saying('http.host in $live_list', { plan: 'enterprise' }),
    /it is a list of kind ip, and the field needs one of kind hostname$/,
    EXPRESSION,
  ],
  [
    'an unknown managed ruleset',
    skipping({ rulesets: [NOWHERE] }, { phase: MANAGED }),
    /there is no managed ruleset with this id$/,
    `${PARAMETERS}/rulesets/0`,
  ],
  [
    'an unknown managed rule',
    skipping({ rules: { [OWASP]: [ManagedRule.OWASP_949110.id, NOWHERE] } }, { phase: MANAGED }),
    /it is not a rule of the managed ruleset/,
    `${PARAMETERS}/rules/${OWASP}/1`,
  ],
  // Parameters
  ['nothing to skip', skipping({}), /a skip rule must name what it skips$/, PARAMETERS],
  [
    'rulesets in the custom phase',
    skipping({ rulesets: [OWASP] }),
    /not available in phase/,
    `${PARAMETERS}/rulesets`,
  ],
  [
    'rules in the custom phase',
    skipping({ rules: { [OWASP]: [ManagedRule.OWASP_949110.id] } }),
    /not available in phase/,
    `${PARAMETERS}/rules`,
  ],
  [
    'phases in the managed phase',
    skipping({ phases: [MANAGED] }, { phase: MANAGED }),
    /not available in phase/,
    `${PARAMETERS}/phases`,
  ],
  [
    'products in the managed phase',
    skipping({ products: ['waf'] }, { phase: MANAGED }),
    /not available in phase/,
    `${PARAMETERS}/products`,
  ],
  [
    'ruleset beside rulesets',
    skipping({ ruleset: 'current', rulesets: [OWASP] }, { phase: MANAGED }),
    /cannot be combined with/,
    `${PARAMETERS}/ruleset`,
  ],
  [
    'ruleset beside rules',
    skipping({ ruleset: 'current', rules: { [OWASP]: [ManagedRule.OWASP_949110.id] } }, { phase: MANAGED }),
    /cannot be combined with/,
    `${PARAMETERS}/rul`,
  ],
  [
    'a phase that cannot be skipped',
    skipping({ phases: [CUSTOM] }),
    /it must be one of/,
    `${PARAMETERS}/phases/0`,
  ],
  [
    'a product in another case',
    skipping({ products: ['UABlock'] }),
    /it must be one of/,
    `${PARAMETERS}/products/0`,
  ],
  [
    'one ref twice, once Terraform has brought both to one form',
    {
      live: [
        rule({ action: 'block', id: id(0), ref: 'caf\u00e9' }),
        rule({ action: 'block', id: id(1), ref: 'cafe\u0301' }),
      ],
      rules: [exception()],
    },
    /another rule of the ruleset has the same ref$/,
    '/rules/2/ref',
  ],
];

test.each(REFUSALS)(
  'Cloudflare refuses %s',
  async (_name, { plan, phase = CUSTOM, live, rules = [] }, message, pointer) => {
    const zone = await DryRunZone.start(live === undefined ? {} : { [phase]: live }, plan);
    try {
      const before = JSON.stringify(zone.api.state);
      const reports = await zone.ask(zone.declaration(rules, phase));
      const dryRun = reports.find((report) => report.phase === phase)?.dryRun;
      expect(dryRun?.outcome).toBe('refused');
      const [refusal, ...others] = dryRun?.refusals ?? [];
      expect(others).toEqual([]);
      expect(refusal?.message).toMatch(message);
      expect(refusal?.pointer.startsWith(pointer)).toBe(true);
      if (pointer === '') expect(refusal?.pointer).toBe('');
      expect(refusal?.rule?.ref).toBe(
        pointer.startsWith('/rules/0')
          ? 'wafx__dashboard__a'
          : pointer === '/rules/2/ref'
            ? 'caf\u00e9'
            : undefined,
      );
      // Whatever Cloudflare published nothing about has its cure by place.
      if (!/\/(action|logging)$/.test(pointer)) expect(refusal?.help).toBeDefined();
      expect(JSON.stringify(zone.api.state)).toBe(before);
    } finally {
      await zone.close();
    }
  },
);

test('what a rule of others would be refused for is for its owner to change', async () => {
  const zone = await DryRunZone.start({
    [CUSTOM]: ['caf\u00e9', 'cafe\u0301'].map((ref, index) => rule({ action: 'block', id: id(index), ref })),
  });
  try {
    const [custom] = await zone.ask(zone.declaration([exception()]));
    expect(custom?.dryRun.refusals[0]?.help).toBe(
      'give each rule of the entry point a `ref` of its own; the rule is not of this stack: its owner must change it',
    );
  } finally {
    await zone.close();
  }
});

/** The published refusals, in Cloudflare's words: code, message, pointer, and how the cure starts. */
test.each([
  [
    10003,
    'could not find entrypoint ruleset in the http_request_firewall_custom phase',
    '',
    'someone deleted',
  ],
  [10031, 'filters.api.ip_list_in_use', '', 'first change or remove every rule'],
  [20014, 'more than one rule is trying to execute the same managed ruleset', '', 'remove one of the two'],
  [
    20016,
    "'skip' is not a valid value for action because it is not possible to use the skip action in a ruleset with phase http_request_firewall_custom and kind root",
    '/rules/0/action',
    'give the rule an action that its phase takes',
  ],
  [20018, 'logging options only allowed in the skip action', '/rules/0/logging', 'remove `logging`'],
  [
    20125,
    "'' is not a valid value for expression because the expression cannot be blank",
    EXPRESSION,
    'give the rule an',
  ],
  [20127, 'expression size 5000 exceeded maximum 4096', EXPRESSION, 'move addresses'],
  [
    20217,
    "'zone' is not a valid value for kind because exceeded maximum number of zone rulesets for phase http_ratelimit",
    '/kind',
    'someone created the entry point',
  ],
  [
    undefined,
    "'x' is not a valid value for expression because could not parse filter expression: Filter parsing error (1:1): x ^ unknown identifier",
    EXPRESSION,
    'correct the expression',
  ],
  [undefined, 'action is required for action parameters', '', 'give the rule an action'],
  [undefined, 'the name field cannot be modified: got X, want default', '/name', 'someone renamed'],
  [undefined, 'of what kind nobody knows', EXPRESSION, 'use what this phase'],
  [undefined, 'of what kind nobody knows', `${PARAMETERS}/rulesets/0`, 'correct what the rule skips'],
  [undefined, 'of what kind nobody knows', '/rules/12/ref', 'give each rule'],
  [undefined, 'of what kind nobody knows', '/rules', 'compare the number of rules'],
] as const)('there is a cure for %s %s at %j', (code, message, pointer, cure) => {
  expect(cureOf(code, message, pointer)).toMatch(new RegExp(`^${cure}`));
});

test('where nobody has said what to do, nothing is made up', () => {
  expect(cureOf(1, 'x', '/description')).toBeUndefined();
});
