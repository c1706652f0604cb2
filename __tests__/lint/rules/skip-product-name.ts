import type { RuleList } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';
import { EXCEPTION } from '../../support/rules';

const BAD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ ...EXCEPTION, parameters: { products: ['uablock'] } }],
};
const GOOD: RuleList = {
  phase: 'http_request_firewall_custom',
  rules: [{ ...EXCEPTION, parameters: { products: ['uaBlock'] } }],
};

test('finds a product that cannot be skipped', () => {
  expect(foundBy('skip-product-name', BAD)).toEqual([
    { message: 'there is no such product to skip: `uablock`', help: 'did you mean `uaBlock`?' },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-product-name', GOOD)).toEqual([]);
});
