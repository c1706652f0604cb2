import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ expression: 'http.host eq "app.example.org"', action: 'log' }],
  zoneName: 'example.com',
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ expression: 'http.host eq "app.example.com"', action: 'log' }],
  zoneName: 'example.com',
};

test('finds a host of another zone', () => {
  expect(foundBy('host-not-in-zone', BAD)).toEqual([
    {
      message: '`app.example.org` is not in the zone `example.com`',
      help: 'correct the host, or move the rule to the zone of the host',
      at: '"app.example.org"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('host-not-in-zone', GOOD)).toEqual([]);
});
