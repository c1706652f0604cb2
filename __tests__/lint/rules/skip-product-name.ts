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

test.each([
  ['http_ratelimit', 'name it under `phases`'],
  [
    'ratelimit',
    'write `http_ratelimit` for rate limiting rules, or `rateLimit` for those of the previous version',
  ],
  ['botFightMode', /^no rule of a zone skips Bot Fight Mode/],
])('of %s it says what is right', (product, help) => {
  const rules = [{ ...EXCEPTION, parameters: { products: [product] } }];
  expect(foundBy('skip-product-name', { ...BAD, rules })[0]?.help).toMatch(help);
});

test('is silent about the cure', () => {
  expect(foundBy('skip-product-name', GOOD)).toEqual([]);
});
