import { ManagedRule, ManagedRuleset } from '../../lib';
import { refusalOf } from '../support/refusal';

const OWASP_949110 = '6179ae15870a4bb7b2d480d4843b323c';

test.each([
  [ManagedRule.OWASP_949110, OWASP_949110, ManagedRuleset.OWASP_CORE],
  [ManagedRule.EMPTY_USER_AGENT, 'b57df4f17f7f4ea4b8db33e20a6dbbd3', ManagedRuleset.CLOUDFLARE_MANAGED],
])('knows rule %# by its id and ruleset', (rule, id, ruleset) => {
  expect(rule).toMatchObject({ id, ruleset });
  expect(ManagedRule.fromId(ruleset, id)).toBe(rule);
});

test('calls a rule that it does not know by its id', () => {
  const id = 'f'.repeat(32);
  expect(ManagedRule.fromId(ManagedRuleset.OWASP_CORE, id)).toMatchObject({
    ruleset: ManagedRuleset.OWASP_CORE,
    id,
    title: id,
  });
});

test.each(['', '949110', 'F'.repeat(32), 'f'.repeat(31), 'f'.repeat(33)])('refuses the id "%s"', (id) => {
  expect(refusalOf(() => ManagedRule.fromId(ManagedRuleset.OWASP_CORE, id))).toEqual({
    code: 'managed-rule/id',
    message: `a managed rule id must be 32 lower-case hex characters, got: \`${id}\``,
    help: 'copy the rule id from the Security Event; the number in a rule description (such as 949110) is not an id',
  });
});

test('refuses a rule of another ruleset', () => {
  expect(refusalOf(() => ManagedRule.fromId(ManagedRuleset.CLOUDFLARE_MANAGED, OWASP_949110))).toEqual({
    code: 'managed-rule/ruleset',
    message: `rule \`${OWASP_949110}\` (949110: Inbound Anomaly Score Exceeded) does not belong to the Cloudflare Managed Ruleset`,
    help: 'name its own ruleset: the Cloudflare OWASP Core Ruleset',
  });
});

test.each<[string, unknown, string]>([
  ['an id in place of a ruleset', ManagedRuleset.OWASP_CORE.id, '`4814384a9e5d4991b9815dcfc25d2f1f`'],
  ['no ruleset', undefined, '`undefined`'],
])('refuses %s', (_title, ruleset, shown) => {
  expect(refusalOf(() => ManagedRule.fromId(ruleset as ManagedRuleset, OWASP_949110))).toEqual({
    code: 'managed-rule/ruleset',
    message: `the first argument of ManagedRule.fromId must be the ruleset of the rule, got: ${shown}`,
    help: "write ManagedRule.fromId(ManagedRuleset.OWASP_CORE, '...')",
  });
});
