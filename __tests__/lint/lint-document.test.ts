import { declareZone, DECLARATION_KEY } from '../../lib/coexistence';
import { lintDocument } from '../../lib/lint';
import { define, NOW_MS } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

const RULE = {
  ref: 'a',
  action: 'skip',
  expression: 'true',
  action_parameters: { phases: null, ruleset: 'current' },
  enabled: true,
  description: 'x',
  logging: { enabled: true },
};
const RULESET = { kind: 'zone', phase: 'http_request_firewall_custom', rules: [RULE] };
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
    exceptions: [define()],
  });
  expect(idsOf(declared)).toEqual([['zone example.org, http_request_firewall_custom', ['host-not-in-zone']]]);
  expect(Object.keys(declared['//'] as object)).toEqual([DECLARATION_KEY]);
});

test('leaves out a rule whose expression is not known yet', () => {
  expect(idsOf({ ...RULESET, rules: [{ ref: 'a', action: 'skip' }] })).toEqual([
    ['zone http_request_firewall_custom', []],
  ]);
});

test.each([null, 1, 'x', {}, { a: 1 }, [1]])('refuses %j', (content) => {
  expect(refusalOf(() => lintDocument({ file: 'x.json', content })).code).toBe('rulesets/document');
});

test('takes phase and plan for rules that do not tell theirs', () => {
  const [list] = lintDocument({ expression: 'http.host matches "^a$"' }, { plan: 'free', nowMs: NOW_MS });
  expect(list?.findings.map(({ id }) => id)).toContain('not-in-plan');
});
