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

test('is silent about the cure', () => {
  expect(foundBy('skip-phase-name', GOOD)).toEqual([]);
});
