import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { OUR_EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [OUR_EXCEPTION],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    {
      ...OUR_EXCEPTION,
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and http.request.timestamp.sec lt 1806537600',
    },
  ],
};

test('finds an exception of this library without an end', () => {
  expect(foundBy('missing-expiry', BAD)).toEqual([
    {
      message: 'the exception has no end, so it stays until someone removes it',
      help: 'name the last day on which it is needed: `expires`',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('missing-expiry', GOOD)).toEqual([]);
});
