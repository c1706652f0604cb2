import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    {
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
      action: 'skip',
      parameters: { products: ['uablock'] },
      ref: 'export',
      description: 'OPS-1423: false positives',
    },
  ],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [
    {
      expression:
        'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export"',
      action: 'skip',
      parameters: { products: ['uaBlock'] },
      ref: 'export',
      description: 'OPS-1423: false positives',
    },
  ],
};

test('finds a product that cannot be skipped', () => {
  expect(foundBy('skip-product-name', BAD)).toEqual([
    { message: 'there is no such product to skip: `uablock`', help: 'did you mean `uaBlock`?' },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-product-name', GOOD)).toEqual([]);
});
