import { ID_PATTERN, MANAGED_RULESETS } from '../../lib/cloudflare';
import { ManagedRuleset } from '../../lib/managed-rules';

const RULESETS = Object.values(MANAGED_RULESETS);

/** https://developers.cloudflare.com/waf/managed-rules/#available-managed-rulesets */
test.each([
  ['efb7b8c949ac4650a09736fc376e9aee', 'Cloudflare Managed Ruleset'],
  ['4814384a9e5d4991b9815dcfc25d2f1f', 'Cloudflare OWASP Core Ruleset'],
  ['c2e184081120413c86c3ab7e14069605', 'Cloudflare Exposed Credentials Check Managed Ruleset'],
  ['77454fe2d30c4220b5701f6fdfb893ba', 'Cloudflare Free Managed Ruleset'],
  ['e22d83c647c64a3eae91b71b499d988e', 'Cloudflare Sensitive Data Detection'],
])('%s is the %s', (id, name) => {
  expect(RULESETS.find((ruleset) => ruleset.id === id)?.name).toBe(name);
});

test('each has an id of its own, in the form of ids', () => {
  expect(RULESETS.every(({ id }) => ID_PATTERN.test(id))).toBe(true);
  expect(new Set(RULESETS.map(({ id }) => id)).size).toBe(RULESETS.length);
});

test('an exception can name each that looks at requests', () => {
  const requests = RULESETS.filter(({ phase }) => phase === 'http_request_firewall_managed');
  expect(ManagedRuleset.all.map(({ id, title }) => [id, title])).toEqual(
    requests.map(({ id, name }) => [id, name]),
  );
});
