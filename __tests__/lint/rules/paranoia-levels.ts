import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { RUN_CLOUDFLARE, RUN_OWASP } from '../../support/rules';

const levels = (states: Readonly<Record<number, boolean>>) =>
  Object.entries(states).map(([level, enabled]) => ({ category: `paranoia-level-${level}`, enabled }));

const listOf = (overrides: object, rule = RUN_OWASP): RuleList => ({
  phase: 'http_request_firewall_managed',
  rules: [{ ...rule, parameters: { ...rule.parameters, overrides } }],
});

test.each<[string, object, string, string]>([
  [
    'one level that is off',
    { categories: levels({ 3: false }) },
    'paranoia level 4 is on without level 3, which it builds on',
    'for level 2 turn off every level from 3 on, for level 4 none up to it',
  ],
  [
    'the lowest level',
    { categories: levels({ 1: false, 3: false, 4: false }) },
    'paranoia level 2 is on without level 1, which it builds on',
    'turn the lower levels on: without level 1 most attacks pass',
  ],
  [
    'single levels that are on',
    { enabled: false, categories: levels({ 1: true, 4: true }) },
    'paranoia level 4 is on without level 2 and 3, which it builds on',
    'for level 1 turn off every level from 2 on, for level 4 none up to it',
  ],
  [
    'the last of two overrides for a level',
    { categories: [...levels({ 2: true, 3: false, 4: false }), ...levels({ 4: true })] },
    'paranoia level 4 is on without level 3, which it builds on',
    'for level 2 turn off every level from 3 on, for level 4 none up to it',
  ],
])('finds a gap: %s', (_title, overrides, message, help) => {
  expect(foundBy('paranoia-levels', listOf(overrides))).toEqual([{ message, help }]);
});

test.each<[string, RuleList]>([
  ['no overrides', listOf({})],
  ['all levels up to one', listOf({ categories: levels({ 2: false, 3: false, 4: false }) })],
  ['all levels off, of which `execute-disabled` tells', listOf({ enabled: false })],
  ['another ruleset', listOf({ categories: levels({ 3: false }) }, RUN_CLOUDFLARE)],
  ['a rule that is off', listOf({ categories: levels({ 3: false }) }, { ...RUN_OWASP, enabled: false })],
])('is silent about %s', (_title, list) => {
  expect(foundBy('paranoia-levels', list)).toEqual([]);
});
