import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [
    {
      ...EXCEPTION,
      parameters: { rules: { efb7b8c949ac4650a09736fc376e9aee: ['6179ae15870a4bb7b2d480d4843b323c'] } },
    },
  ],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [
    {
      ...EXCEPTION,
      parameters: { rules: { '4814384a9e5d4991b9815dcfc25d2f1f': ['6179ae15870a4bb7b2d480d4843b323c'] } },
    },
  ],
};

test('finds a managed rule under a ruleset that does not have it', () => {
  expect(foundBy('managed-rule-not-in-ruleset', BAD)).toEqual([
    {
      message:
        'the rule `6179ae15870a4bb7b2d480d4843b323c` (949110: Inbound Anomaly Score Exceeded) is not part of the ruleset named here',
      help: 'name it under `4814384a9e5d4991b9815dcfc25d2f1f`, the Cloudflare OWASP Core Ruleset',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('managed-rule-not-in-ruleset', GOOD)).toEqual([]);
});

const MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
const OWASP_949110 = '6179ae15870a4bb7b2d480d4843b323c';
const SAMPLE = 'e3a567afc347477d9702d9047e97d760';
const messages = (action: string, parameters: object) =>
  foundBy('managed-rule-not-in-ruleset', {
    phase: 'http_request_firewall_managed',
    rules: [{ expression: 'ssl', action, parameters: { ...parameters } }],
  }).map(({ message, help }) => `${message}; ${help}`);

test.each<[string, string, object, string]>([
  [
    'a rule without a title',
    'skip',
    { rules: { [OWASP]: [SAMPLE] } },
    `the rule \`${SAMPLE}\` is not part of the ruleset named here; name it under \`${MANAGED}\`, the Cloudflare Managed Ruleset`,
  ],
  [
    'an override',
    'execute',
    { id: MANAGED, overrides: { rules: [{ id: SAMPLE }, { id: OWASP_949110, action: 'log' }] } },
    `the rule \`${OWASP_949110}\` (949110: Inbound Anomaly Score Exceeded) is not part of the ruleset named here; name it under \`${OWASP}\`, the Cloudflare OWASP Core Ruleset`,
  ],
  [
    'a rule among rulesets',
    'skip',
    { rulesets: [OWASP, OWASP_949110] },
    `\`${OWASP_949110}\` (949110: Inbound Anomaly Score Exceeded) is a rule, in the place of a ruleset; name the rule under \`${OWASP}\`, the Cloudflare OWASP Core Ruleset`,
  ],
  [
    'a rule that is executed',
    'execute',
    { id: SAMPLE },
    `\`${SAMPLE}\` is a rule, in the place of a ruleset; name the rule under \`${MANAGED}\`, the Cloudflare Managed Ruleset`,
  ],
  [
    'a rule above rules, once',
    'skip',
    { rules: { [SAMPLE]: [OWASP_949110] } },
    `\`${SAMPLE}\` is a rule, in the place of a ruleset; name the rule under \`${MANAGED}\`, the Cloudflare Managed Ruleset`,
  ],
  [
    'a ruleset among rules',
    'skip',
    { rules: { [OWASP]: [OWASP] } },
    `\`${OWASP}\` (Cloudflare OWASP Core Ruleset) is a ruleset, in the place of a rule; name a rule of the ruleset, or the ruleset as a whole under \`rulesets\``,
  ],
])('finds %s', (_name, action, parameters, expected) => {
  expect(messages(action, parameters)).toEqual([expected]);
});

test.each<[string, string, object]>([
  [
    'ids that nobody knows',
    'skip',
    { rules: { [OWASP]: ['0'.repeat(32)], ['1'.repeat(32)]: ['2'.repeat(32)] } },
  ],
  ['rulesets', 'skip', { rulesets: [OWASP, MANAGED] }],
  [
    'an execute rule with its own overrides',
    'execute',
    { id: MANAGED, overrides: { rules: [{ id: SAMPLE }] } },
  ],
  ['a ruleset of the account', 'execute', { id: '3'.repeat(32) }],
  ['malformed parameters', 'execute', { id: MANAGED, overrides: { rules: 'x' } }],
])('is silent about %s', (_name, action, parameters) => {
  expect(messages(action, parameters)).toEqual([]);
});
