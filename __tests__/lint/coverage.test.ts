import { type Exemption, hasAllRequestsOf, replaces } from '../../lib/lint/questions/coverage';
import type { Rule } from '../../lib/rulesets';

function exemption(position: number, given: Partial<Exemption> = {}): Exemption {
  return {
    position,
    rule: { expression: 'true' },
    expression: { kind: 'boolean', value: true },
    conditions: [1, 2],
    end: undefined,
    ...given,
  };
}

test.each<[string, Partial<Exemption>, Partial<Exemption>, boolean]>([
  ['the same conditions', {}, {}, true],
  ['one condition less', { conditions: [1] }, {}, true],
  ['one condition more', { conditions: [1, 2, 3] }, {}, false],
  ['another condition', { conditions: [1, 3] }, {}, false],
  ['the same end', { end: 5n }, { end: 5n }, true],
  ['a later end', { end: 6n }, { end: 5n }, true],
  ['an earlier end', { end: 4n }, { end: 5n }, false],
  ['no end', {}, { end: 5n }, true],
  ['an end where the other one has none', { end: 5n }, {}, false],
])('an exception with %s has all requests of the other one: %j, %j, %s', (_title, outer, inner, has) => {
  expect(hasAllRequestsOf(exemption(0, outer), exemption(1, inner))).toBe(has);
});

const MANAGED = { phases: ['http_request_firewall_managed'] };
const CURRENT = { ruleset: 'current' };
const OWASP = { rulesets: ['4814384a9e5d4991b9815dcfc25d2f1f'] };
const SKIP: Rule = { expression: 'a', action: 'skip', parameters: MANAGED };
const BLOCK: Rule = { expression: 'a', action: 'block' };

test.each<[string, Rule['parameters'], Rule, boolean]>([
  ['phases, with a skip between', MANAGED, SKIP, true],
  ['phases, with a block between', MANAGED, BLOCK, true],
  ['phases, with an end of the list between', MANAGED, { ...SKIP, parameters: CURRENT }, false],
  [
    'phases, with an end of the list that is off',
    MANAGED,
    { ...SKIP, parameters: CURRENT, enabled: false },
    true,
  ],
  ['the rest of the list, with a skip between', CURRENT, SKIP, true],
  ['the rest of the list, with a block between', CURRENT, BLOCK, false],
  ['a ruleset, with a rule that runs it between', OWASP, { ...BLOCK, action: 'execute' }, false],
])('an exception of %s', (_title, parameters, between, isReplaced) => {
  const rule = { ...SKIP, parameters };
  const rules = [rule, between, rule];
  const [early, late] = [exemption(0, { rule }), exemption(2, { rule })];
  expect(replaces(late, early, rules)).toBe(isReplaced);
  expect(replaces(early, late, rules)).toBe(true);
});
