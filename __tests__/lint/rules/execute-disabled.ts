import type { RuleList } from '../../../lib/rulesets';
import { ManagedRule } from '../../../lib';
import { foundBy } from '../../support/lint';
import { RUN_CLOUDFLARE, RUN_OWASP } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [{ ...RUN_CLOUDFLARE, enabled: false }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_managed',
  rules: [{ ...RUN_CLOUDFLARE, enabled: true }],
};

test('finds a managed ruleset that is turned off', () => {
  expect(foundBy('execute-disabled', BAD)).toEqual([
    {
      message: 'the rule is disabled: its managed ruleset does not run',
      help: 'enable it, or narrow what is skipped with an exception',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('execute-disabled', GOOD)).toEqual([]);
});

const BY = 'switches every rule of its ruleset off, and';
test.each([
  ['no rule', { enabled: false, rules: [{ id: 'a', action: 'log' }] }, `${BY} none on again`],
  ['one rule', { enabled: false, rules: [{ id: 'a', enabled: true }] }, `${BY} only 1 rule on again`],
  [
    'rules and a category',
    {
      enabled: false,
      rules: [
        { id: 'a', enabled: true },
        { id: 'b', enabled: true },
      ],
      categories: [{ category: 'c', enabled: true }],
    },
    `${BY} only 2 rules and 1 category on again`,
  ],
  ['every rule', { rules: [{ id: 'a', enabled: false }] }, undefined],
])('finds overrides that leave %s on', (_title, overrides, expected) => {
  const rules = [{ ...RUN_CLOUDFLARE, parameters: { ...RUN_CLOUDFLARE.parameters, overrides } }];
  expect(foundBy('execute-disabled', { ...GOOD, rules }).map(({ message }) => message)).toEqual(
    expected === undefined ? [] : [`\`overrides.enabled: false\` ${expected}`],
  );
});

test.each([
  [
    'all paranoia levels',
    { categories: [1, 2, 3, 4].map((level) => ({ category: `paranoia-level-${level}`, enabled: false })) },
    '`enabled: false` of all four paranoia levels switches every rule of its ruleset off, and none on again',
  ],
  [
    'the rule that blocks',
    { rules: [{ id: ManagedRule.OWASP_949110.id, enabled: false }] },
    'the overrides switch the rule 949110 off, which blocks for all OWASP rules: none of them blocks',
  ],
])('finds overrides that keep OWASP from blocking: %s', (_title, overrides, message) => {
  const rules = [{ ...RUN_OWASP, parameters: { ...RUN_OWASP.parameters, overrides } }];
  expect(foundBy('execute-disabled', { ...GOOD, rules })).toMatchObject([{ message }]);
});
