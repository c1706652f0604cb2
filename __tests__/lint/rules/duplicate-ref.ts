import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    EXCEPTION,
    {
      ...EXCEPTION,
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/import" and raw.http.request.uri.path eq "/import"',
    },
  ],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    EXCEPTION,
    {
      ...EXCEPTION,
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/import" and raw.http.request.uri.path eq "/import"',
      ref: 'import',
    },
  ],
};

test('finds two rules with one `ref`', () => {
  expect(foundBy('duplicate-ref', BAD)).toEqual([
    { message: 'rule 1 has the same `ref`: `export`', help: 'give each rule its own', rule: 1 },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('duplicate-ref', GOOD)).toEqual([]);
});

test('finds two rules with one id', () => {
  const rules = BAD.rules.map((rule, index) => ({ ...rule, ref: `r${index}`, id: 'a'.repeat(32) }));
  expect(foundBy('duplicate-ref', { ...BAD, rules })).toEqual([
    {
      message: `rule 1 has the same \`id\`: \`${'a'.repeat(32)}\``,
      help: 'remove the `id` of a new rule: Cloudflare gives it one',
      rule: 1,
    },
  ]);
  expect(foundBy('duplicate-ref', { ...BAD, rules: rules.map((rule) => ({ ...rule, id: '' })) })).toEqual([]);
});
