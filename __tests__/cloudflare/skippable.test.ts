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

test('each of them has a title of its own, and nothing else has one', () => {
  const titles = [...SKIPPABLE_PHASES, ...SKIPPABLE_PRODUCTS].map(skippableTitle);
  expect(new Set(titles).size).toBe(10);
  expect(titles).not.toContain(undefined);
  const others = PHASES.filter((phase) => !SKIPPABLE_PHASES.some((one) => one === phase));
  expect(
    [...others, 'constructor', 'ratelimit'].map(skippableTitle).filter((title) => title !== undefined),
  ).toEqual([]);
});
