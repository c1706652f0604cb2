import {
  type DefinedException,
  ManagedRule,
  ManagedRuleset,
  Skip,
  type SkipRule,
  toApiJson,
  toHcl,
} from '../../lib';
import { define } from '../support/exceptions';
import { evaluateOutputs, formatHcl } from '../support/terraform';

const custom = define().rule;
const byRule: SkipRule = define({
  skip: Skip.managedRules(ManagedRule.OWASP_949110, ManagedRule.EMPTY_USER_AGENT),
  reason: 'say "hi" with ${jndi:x} %{if} $${a} C:\\temp\\',
  enabled: false,
  logMatches: false,
}).rule;
const byRuleset = define({ skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE) }).rule;
const withProducts = define({ skip: Skip.allManagedRules({ alsoSkip: ['bic', 'http_ratelimit'] }) }).rule;
const odd: SkipRule = { ...custom, description: 'two\nlines, a\ttab, \u0007 and \\n' };

test('renders API JSON that goes to the top', () => {
  expect(toApiJson(custom)).toBe(`{
  "ref": "wafx__dashboard__export",
  "action": "skip",
  "action_parameters": {
    "phases": [
      "http_request_firewall_managed"
    ]
  },
  "description": "[owner creator-tools | until 2027-03-31] The export form trips the rules",
  "enabled": true,
  "expression": "(http.host eq \\"app.example.com\\" and http.request.method eq \\"POST\\" and http.request.uri.path eq \\"/export\\" and raw.http.request.uri.path eq \\"/export\\" and ssl and http.request.timestamp.sec lt 1806537600)",
  "logging": {
    "enabled": true
  },
  "position": {
    "index": 1
  }
}`);
});

test('renders HCL that can be pasted as it is', () => {
  expect(toHcl(byRule)).toBe(`{
  ref    = "wafx__dashboard__export"
  action = "skip"
  action_parameters = {
    rules = {
      "4814384a9e5d4991b9815dcfc25d2f1f" = ["6179ae15870a4bb7b2d480d4843b323c"]
      "efb7b8c949ac4650a09736fc376e9aee" = ["b57df4f17f7f4ea4b8db33e20a6dbbd3"]
    }
  }
  description = "[owner creator-tools | until 2027-03-31] say \\"hi\\" with $\${jndi:x} %%{if} $$\${a} C:\\\\temp\\\\"
  enabled     = false
  expression  = "(http.host eq \\"app.example.com\\" and http.request.method eq \\"POST\\" and http.request.uri.path eq \\"/export\\" and raw.http.request.uri.path eq \\"/export\\" and ssl and http.request.timestamp.sec lt 1806537600)"
  logging = {
    enabled = false
  }
}`);
});

const RULES: readonly (readonly [string, DefinedException['rule']])[] = [
  ['custom', custom],
  ['by_rule', byRule],
  ['by_ruleset', byRuleset],
  ['with_products', withProducts],
  ['odd', odd],
];

test.each(RULES)('renders HCL that terraform fmt leaves alone: %s', (_title, rule) => {
  const lines = toHcl(rule).split('\n');
  const resource = `resource "cloudflare_ruleset" "x" {\n  rules = [\n    ${lines.join('\n    ')}\n  ]\n}\n`;
  expect(formatHcl(resource)).toBe(resource);
});

test('renders HCL and JSON that real Terraform reads back unchanged', () => {
  const hcl = RULES.map(([name, rule]) => `output "${name}" {\n  value = ${toHcl(rule)}\n}\n`).join('');
  expect(evaluateOutputs('main.tf', hcl)).toEqual(Object.fromEntries(RULES));
  for (const [, rule] of RULES)
    expect(JSON.parse(toApiJson(rule))).toEqual({ ...rule, position: { index: 1 } });
});
