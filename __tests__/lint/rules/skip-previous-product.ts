import { foundBy } from '../../support/lint';

const found = (parameters: object) =>
  foundBy('skip-previous-product', {
    phase: 'http_request_firewall_custom',
    rules: [{ ref: 'a', expression: 'ssl', action: 'skip', parameters: { ...parameters } }],
  }).map(({ message, help }) => [message, help]);

test.each<[object, string, string]>([
  [
    { products: ['waf'] },
    '`waf` is the previous version of what runs today, of which nothing is skipped',
    'name what is to be skipped today: in the managed phase the rules that fired, under `rules`, or here all of them by the phase http_request_firewall_managed',
  ],
  [
    { products: ['waf', 'rateLimit'], phases: null },
    '`waf` and `rateLimit` are previous versions of what runs today, of which nothing is skipped',
    'name what is to be skipped today: in the managed phase the rules that fired, under `rules`, or here all of them by the phase http_request_firewall_managed; the phase http_ratelimit',
  ],
])('finds %j', (parameters, message, help) => {
  expect(found(parameters)).toEqual([[message, help]]);
});

test.each<[object]>([
  [{ products: ['waf', 'bic'] }],
  [{ products: ['waf'], phases: ['http_request_firewall_managed'] }],
  [{ products: ['waf'], ruleset: 'current' }],
  [{ products: [] }],
  [{ products: ['constructor'] }],
])('is silent about %j', (parameters) => {
  expect(found(parameters)).toEqual([]);
});
