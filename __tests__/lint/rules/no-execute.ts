import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { OWASP_EXCEPTION, RUN_OWASP } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_managed',
  kind: 'zone',
  isWhole: true,
  rules: [OWASP_EXCEPTION],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_managed',
  kind: 'zone',
  isWhole: true,
  rules: [OWASP_EXCEPTION, RUN_OWASP],
};

test('finds an entry point for managed rules that runs none', () => {
  expect(foundBy('no-execute', BAD)).toEqual([
    {
      message: 'no rule executes a managed ruleset: the managed rules of the zone are off',
      help: 'add the `execute` rules that were here, behind the exceptions',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('no-execute', GOOD)).toEqual([]);
});

test('is silent on the Free plan, where Cloudflare runs a ruleset by itself', () => {
  expect(foundBy('no-execute', { ...BAD, plan: 'free' })).toEqual([]);
  expect(foundBy('no-execute', { ...BAD, plan: 'pro' })).toHaveLength(1);
  expect(foundBy('no-execute', { ...BAD, plan: 'free', kind: 'root' })).toHaveLength(1);
});
