import { deployedRulesets, readCatalogue } from '../../lib/deployed-rules';

const RULESET = 'a'.repeat(32);
const RULE = 'b'.repeat(32);

const ruleset = (rule: object = {}) => ({
  id: RULESET,
  name: 'A ruleset',
  version: '7',
  rules: [
    {
      id: RULE,
      description: 'A rule',
      action: 'block',
      enabled: true,
      categories: ['wordpress', 'sqli'],
      ...rule,
    },
  ],
});

/** What the only rule of the ruleset does under these overrides. */
function effect(overrides: unknown, rule?: object) {
  const [found] = deployedRulesets(
    [{ action: 'execute', expression: 'true', parameters: { id: RULESET, overrides } }],
    new Map([[RULESET, readCatalogue(ruleset(rule))]]),
  );
  return found?.rules?.[0];
}

const category = (name: string, values: object) => ({ category: name, ...values });

test.each([
  ['none', undefined, { action: 'block', isEnabled: true, overriddenBy: [] }],
  ['of the ruleset', { action: 'log' }, { action: 'log', isEnabled: true, overriddenBy: ['ruleset'] }],
  [
    'of a category before the ruleset',
    { action: 'log', categories: [category('sqli', { action: 'managed_challenge' })] },
    { action: 'managed_challenge', overriddenBy: ['ruleset', 'category sqli'] },
  ],
  [
    'of the last of its categories',
    { categories: [category('sqli', { enabled: true }), category('wordpress', { enabled: false })] },
    { isEnabled: false, overriddenBy: ['category sqli', 'category wordpress'] },
  ],
  [
    'of another category',
    { categories: [category('joomla', { enabled: false })] },
    { isEnabled: true, overriddenBy: [] },
  ],
  [
    'of the rule before its categories',
    {
      enabled: false,
      categories: [category('sqli', { enabled: false })],
      rules: [{ id: RULE, enabled: true }],
    },
    { isEnabled: true, overriddenBy: ['ruleset', 'category sqli', 'rule'] },
  ],
  [
    'of another rule',
    { enabled: false, rules: [{ id: 'c'.repeat(32), enabled: true }] },
    { isEnabled: false, overriddenBy: ['ruleset'] },
  ],
  [
    'of different values, each from where it is said',
    { action: 'log', rules: [{ id: RULE, sensitivity_level: 'low', score_threshold: 60 }] },
    { action: 'log', sensitivity: 'low', scoreThreshold: 60, overriddenBy: ['ruleset', 'rule'] },
  ],
  ['as version 4 of the provider wrote them', [{ action: 'log' }], { action: 'log' }],
  ['that are no overrides', 'garbage', { action: 'block', overriddenBy: [] }],
])('overrides %s', (_name, overrides, expected) => {
  expect(effect(overrides)).toMatchObject(expected);
});

test('an action for all rules of OWASP is that of the rule that acts on the score', () => {
  expect(effect({ action: 'log' }, { action: 'score' })?.action).toBe('score');
});

test('a rule that is off by default is on if an override says so', () => {
  expect(effect({}, { enabled: false })?.isEnabled).toBe(false);
  expect(effect({ enabled: true }, { enabled: false })?.isEnabled).toBe(true);
});

test('rules without an id that the API would take are left out', () => {
  const { rules } = readCatalogue({ ...ruleset(), rules: [{ id: "'; process.exit() //" }, {}, null, 'x'] });
  expect(rules).toEqual([]);
});
