import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ ...EXCEPTION, parameters: { phases: ['http_request_transform'] } }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ ...EXCEPTION, parameters: { phases: ['http_ratelimit'] } }],
};

test('finds a phase that cannot be skipped', () => {
  expect(foundBy('skip-phase-name', BAD)).toEqual([
    {
      message: 'the phase cannot be skipped: `http_request_transform`',
      help: 'use one of: http_ratelimit, http_request_sbfm, http_request_firewall_managed',
    },
  ]);
});

test.each([
  ['bic', 'name it under `products`'],
  ['http_request_firewall_custom', /^no rule of a zone skips custom rules/],
  ['http_request_firewall_manged', 'did you mean `http_request_firewall_managed`?'],
  // Two phases begin with it, and one of them is all managed rules.
  ['http_request', /^use one of: /],
])('of %s it says what is right', (phase, help) => {
  const rules = [{ ...EXCEPTION, parameters: { phases: [phase] } }];
  expect(foundBy('skip-phase-name', { ...BAD, rules })[0]?.help).toMatch(help);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-phase-name', GOOD)).toEqual([]);
});
