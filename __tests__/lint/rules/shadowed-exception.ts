import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    {
      ...EXCEPTION,
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ip.src in $office',
      ref: 'narrow',
    },
    { ...EXCEPTION, ref: 'wide' },
  ],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    {
      ...EXCEPTION,
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ip.src in $office',
      ref: 'narrow',
    },
  ],
};

test('finds an exception whose requests another one skips as well', () => {
  expect(foundBy('shadowed-exception', BAD)).toEqual([
    {
      message: 'rule 2 (`wide`) skips the same for more requests: this exception changes nothing',
      help: 'remove it, or narrow the other one',
      rule: 0,
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('shadowed-exception', GOOD)).toEqual([]);
});

test('compares what conditions mean, not how they are written', () => {
  const [narrow, wide] = BAD.rules.map((rule) => ({ ...rule, expression: rule.expression }));
  const rewritten = (wide?.expression ?? '').replaceAll(' eq ', ' == ').replace('"POST"', 'r"POST"');
  const list = { ...BAD, rules: [narrow ?? { expression: '' }, { ...wide, expression: rewritten }] };
  expect(foundBy('shadowed-exception', list).map(({ rule }) => rule)).toEqual([0]);
});
