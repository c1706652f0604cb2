import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { OUR_EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [OUR_EXCEPTION, { ...OUR_EXCEPTION, ref: 'wafx__shop__export' }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    OUR_EXCEPTION,
    {
      ...OUR_EXCEPTION,
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/import" and raw.http.request.uri.path eq "/import"',
      ref: 'wafx__shop__import',
    },
  ],
};

test('finds two exceptions for the same requests', () => {
  expect(foundBy('duplicate-exception', BAD)).toEqual([
    {
      message: 'rule 1 of the namespace `dashboard` skips the same for the same requests',
      help: 'agree with the other team which of the two stays',
      rule: 1,
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('duplicate-exception', GOOD)).toEqual([]);
});
