import { PHASES, SKIPPABLE_PHASES, SKIPPABLE_PRODUCTS, skippableTitle } from '../../lib/cloudflare';

/** https://developers.cloudflare.com/waf/custom-rules/skip/options/ */
test('a skip rule can name three phases and seven products', () => {
  expect([...SKIPPABLE_PHASES].sort()).toEqual([
    'http_ratelimit',
    'http_request_firewall_managed',
    'http_request_sbfm',
  ]);
  expect([...SKIPPABLE_PRODUCTS].sort()).toEqual([
    'bic',
    'hot',
    'rateLimit',
    'securityLevel',
    'uaBlock',
    'waf',
    'zoneLockdown',
  ]);
});

test('each of them has a title of its own', () => {
  const names = [...SKIPPABLE_PHASES, ...SKIPPABLE_PRODUCTS];
  const titles = names.map(skippableTitle);
  expect(new Set(titles).size).toBe(10);
  expect(names.filter((name) => titles.includes(name))).toEqual([]);
});

test('any other name is its own title', () => {
  const others = PHASES.filter((phase) => !SKIPPABLE_PHASES.some((one) => one === phase));
  const names = [...others, 'constructor', 'ratelimit'];
  expect(names.map(skippableTitle)).toEqual(names);
});
