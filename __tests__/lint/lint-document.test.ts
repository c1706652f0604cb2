import { declareZone, DECLARATION_KEY } from '../../lib/coexistence';
import { lintDocument } from '../../lib/lint';
import { defineException, type WafExceptionProps, Path } from '../../lib';
import { customRuleLimits } from '../../lib/exceptions';
import { define, NOW_MS, PROPS, REQUEST } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

const RULE = {
  ref: 'a',
  action: 'skip',
  expression: 'true',
  action_parameters: { phases: ['http_ratelimit'], ruleset: null },
  enabled: true,
  description: 'x',
  logging: { enabled: true },
};
const RULESET = { kind: 'zone', phase: 'http_request_firewall_custom', rules: [RULE] };
const LIMITS = customRuleLimits(undefined, undefined);
const idsOf = (content: unknown) =>
  lintDocument({ file: 'x.json', content }, { nowMs: NOW_MS }).map(({ place, findings }) => [
    place,
    findings.map(({ id }) => id),
  ]);
const MODULE = {
  resources: [
    { address: 'cloudflare_ruleset.x', type: 'cloudflare_ruleset', mode: 'managed', values: RULESET },
    { address: 'data.cloudflare_ruleset.y', type: 'cloudflare_ruleset', mode: 'data', values: RULESET },
  ],
};

test.each<[string, unknown, string]>([
  ['a ruleset', RULESET, 'zone http_request_firewall_custom'],
  ['an answer of the API', { success: true, result: RULESET }, 'zone http_request_firewall_custom'],
  ['a list of rulesets', [RULESET], 'zone http_request_firewall_custom'],
  ['a list of rules', [RULE], 'rules'],
  ['a plan', { planned_values: { root_module: MODULE } }, 'cloudflare_ruleset.x'],
  ['a state', { values: { root_module: { child_modules: [MODULE] } } }, 'cloudflare_ruleset.x'],
  [
    'rules of version 4',
    {
      kind: 'zone',
      phase: 'http_request_firewall_custom',
      rules: [{ ...RULE, action_parameters: [RULE.action_parameters], logging: [{ enabled: true }] }],
    },
    'zone http_request_firewall_custom',
  ],
])('reads %s', (_title, content, place) => {
  expect(idsOf(content)).toEqual([[place, ['always-true']]]);
});

test('reads what a stack declares, with the name of its zone', () => {
  const declared = declareZone({
    zone: { name: 'example.org', accountId: undefined },
    ownPrefixes: [],
    foreignRules: 'keep',
    limits: LIMITS,
    exceptions: [define()],
  });
  expect(idsOf(declared)).toEqual([['zone example.org, http_request_firewall_custom', ['host-not-in-zone']]]);
  expect(Object.keys(declared['//'] as object)).toEqual([DECLARATION_KEY]);
});

test('reads the rulesets that a stack writes by itself, as Terraform will', () => {
  const skip = (expression: string) => ({ ...RULE, expression });
  const ruleset = (...rules: readonly object[]) => ({
    ...RULESET,
    zone_id: '0123456789abcdef0123456789abcdef',
    rules,
  });
  const resource = {
    cloudflare_ruleset: {
      own: ruleset(skip('http.host eq "$${a} %%{b}"')),
      unknown: ruleset(skip('${local.expression}')),
      shared: {
        ...RULESET,
        zone_id: '0123456789abcdef0123456789abcdef',
        phase: 'http_request_firewall_managed',
        rules: '${local.rules}',
      },
    },
  };
  const lists = lintDocument({ file: 'x.json', content: { '//': {}, resource } }, { nowMs: NOW_MS });
  expect(
    lists.map(({ place, list }) => [place, list.rules.map(({ expression }) => expression), list.isWhole]),
  ).toEqual([
    ['cloudflare_ruleset.own', ['http.host eq "${a} %{b}"'], true],
    ['cloudflare_ruleset.unknown', [''], false],
    ['cloudflare_ruleset.shared', [''], false],
  ]);
});

describe('what an exception of a stack accepts', () => {
  const reason = 'agreed with security';
  const contains = { request: { ...REQUEST, path: Path.contains('/export') } };
  const findingsOf = (...all: readonly Partial<WafExceptionProps>[]) => {
    const exceptions = all.map((props, index) =>
      defineException('dashboard', `export-${index}`, { ...PROPS, ...props }, NOW_MS),
    );
    const zone = { name: 'example.com', accountId: undefined };
    const content = declareZone({ zone, ownPrefixes: [], foreignRules: 'keep', limits: LIMITS, exceptions });
    const [list] = lintDocument({ file: 'x.json', content }, { nowMs: NOW_MS });
    return list?.findings.map(({ id, rule, message }) => `${id} ${String(rule)}: ${message}`);
  };

  test('is not told again', () => {
    expect(findingsOf({ ...contains, accept: [{ finding: 'path-contains', reason }] })).toEqual([]);
  });

  test('is not told of a list either', () => {
    const duplicate =
      'duplicate-exception 1: rule 1 of the namespace `dashboard` skips the same for the same requests';
    expect(findingsOf({}, {})).toEqual([duplicate]);
    expect(findingsOf({}, { accept: [{ finding: 'duplicate-exception', reason }] })).toEqual([]);
    expect(findingsOf({ accept: [{ finding: 'duplicate-exception', reason }] }, {})).toEqual([
      'unused-accept 0: `accept` names `duplicate-exception`, which this exception does not have',
      duplicate,
    ]);
  });

  test('is judged by the construct if one rule shows it', () => {
    expect(findingsOf({ accept: [{ finding: 'contradiction', reason }] })).toEqual([]);
  });
});

describe('rules that do not tell their phase', () => {
  const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
  const execute = { ref: 'e', action: 'execute', expression: 'true', action_parameters: { id: OWASP } };
  const skip = (action_parameters: object) => ({ ...RULE, action_parameters });

  test('have that of what they do, where only one has it', () => {
    expect(idsOf([execute, skip({ rulesets: [OWASP] })])).toEqual([
      ['rules', ['skip-after-execute', 'always-true']],
    ]);
    expect(idsOf({ rules: [execute, { ...execute, ref: 'f' }] })).toEqual([['ruleset', ['execute-twice']]]);
    expect(
      idsOf([skip({ products: ['waf'], rules: { [OWASP]: ['04116d14d7524986ba314d11c8a41e11'] } })]),
    ).toEqual([['rules', ['always-true']]]);
  });

  test('have none where the ruleset is of a phase that we do not know', () => {
    expect(idsOf({ kind: 'root', phase: 'ddos_l7', rules: [execute] })).toEqual([['root ddos_l7', []]]);
  });
});

test.each<[string, unknown, readonly string[]]>([
  ['a ruleset without rules', { kind: 'zone', phase: 'http_request_firewall_managed' }, []],
  [
    'a list of rulesets of which some have no rules',
    [{ kind: 'managed', phase: 'http_request_firewall_managed' }, RULESET],
    ['always-true'],
  ],
  ['a managed ruleset', { kind: 'managed', rules: [{ action: 'block', expression: '' }] }, []],
  ['a state without resources', { format_version: '1.0', terraform_version: '1.9.0' }, []],
  [
    'a stack without metadata',
    { resource: { cloudflare_ruleset: { x: { ...RULESET, zone_id: '${a.b}' } } } },
    ['always-true'],
  ],
  [
    'rules of version 4, with their ids in one text',
    {
      ...RULESET,
      phase: 'http_request_firewall_managed',
      kind: 'custom',
      rules: [
        {
          ...RULE,
          action_parameters: [
            { rules: { '4814384a9e5d4991b9815dcfc25d2f1f': '04116d14d7524986ba314d11c8a41e11,  xyz' } },
          ],
        },
      ],
    },
    ['always-true', 'managed-id-form'],
  ],
])('reads %s', (_title, content, ids) => {
  expect(
    idsOf(content)
      .flatMap(([, found]) => found)
      .sort(),
  ).toEqual(ids);
});

test('refuses a list of rulesets that all have no rules: that is no list of rules', () => {
  const content = [{ kind: 'zone', phase: 'http_request_firewall_managed' }];
  expect(refusalOf(() => lintDocument({ file: 'x.json', content })).code).toBe('rulesets/document');
});

test('leaves out a rule of a plan whose expression is not known yet', () => {
  const values = { ...RULESET, rules: [{ ref: 'a', action: 'skip' }] };
  const resources = [{ address: 'cloudflare_ruleset.x', type: 'cloudflare_ruleset', values }];
  expect(idsOf({ planned_values: { root_module: { resources } } })).toEqual([['cloudflare_ruleset.x', []]]);
});

test.each([null, 1, 'x', {}, { a: 1 }, [1]])('refuses %j', (content) => {
  expect(refusalOf(() => lintDocument({ file: 'x.json', content })).code).toBe('rulesets/document');
});

test('takes phase and plan for rules that do not tell theirs', () => {
  const [list] = lintDocument({ expression: 'http.host matches "^a$"' }, { plan: 'free', nowMs: NOW_MS });
  expect(list?.findings.map(({ id }) => id)).toContain('not-in-plan');
});

describe('what only the apply of a plan shows', () => {
  const lintPlan = (phase: string, rules: readonly object[] | undefined, marks: unknown) => {
    const resource = { address: 'cloudflare_ruleset.a', type: 'cloudflare_ruleset', mode: 'managed' };
    const values = { kind: 'zone', phase, zone_id: 'a'.repeat(32), ...(rules && { rules }) };
    const content = {
      planned_values: { root_module: { resources: [{ ...resource, values }] } },
      resource_changes: [{ ...resource, change: { actions: ['create'], after_unknown: { rules: marks } } }],
    };
    return lintDocument({ file: 'plan.json', content }).flatMap(({ findings }) =>
      findings.map(({ id, rule }) => `${rule ?? '-'} ${id}`),
    );
  };
  const CUSTOM = 'http_request_firewall_custom';
  const MANAGED = 'http_request_firewall_managed';
  const skip = { action: 'skip', ref: 'x', expression: 'ssl', action_parameters: {}, description: 'x' };

  test.each<[string, string, readonly object[] | undefined, unknown, string]>([
    ['what a rule skips', CUSTOM, [skip], [{ action_parameters: { phases: true } }], '0 skip-nothing'],
    [
      'which ruleset runs',
      MANAGED,
      [{ ...skip, action: 'execute' }],
      [{ action_parameters: true }],
      '- no-execute',
    ],
    ['any rule', MANAGED, undefined, true, '- no-execute'],
    [
      'the expression',
      CUSTOM,
      [{ ...skip, expression: null }],
      [{ expression: true }],
      '0 invalid-expression',
    ],
    [
      'whether what is skipped runs',
      MANAGED,
      [
        { ...skip, action_parameters: { rulesets: ['a'] } },
        { action: 'execute', expression: 'ssl', enabled: false, action_parameters: { id: 'a' } },
      ],
      [{}, { enabled: true }],
      '0 nothing-to-skip',
    ],
  ])('%s is not taken for nothing', (_title, phase, rules, marks, finding) => {
    const found = lintPlan(phase, rules, marks);
    expect(found).not.toContain(finding);
    // Without the marks it is found, but for an expression that is nowhere.
    if (finding !== '0 invalid-expression' && rules !== undefined) {
      expect(lintPlan(phase, rules, undefined)).toContain(finding);
    }
  });

  test('rules behind one without an expression keep their places', () => {
    const rules = [
      { action: 'block', ref: 'a' },
      { ...skip, ref: 'b' },
    ];
    expect(lintPlan(CUSTOM, rules, [{ expression: true }, {}])).toContain('1 skip-nothing');
  });
});
