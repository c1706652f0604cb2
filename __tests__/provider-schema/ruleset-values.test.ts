import * as cloudflare from '../../lib/cloudflare';
import { ACTIONS, KINDS, PHASES, PRODUCTS } from '../../lib/provider-schema/ruleset-values';

const NEWER = ['http_response_cache_settings', 'set_cache_control', 'set_cache_tags'];

test('the provider 5.14.0 knows 23 phases and 18 actions: what is newer it refuses', () => {
  expect(PHASES).toHaveLength(23);
  expect(ACTIONS).toHaveLength(18);
  const all: readonly string[] = [...cloudflare.RULESET_PHASES, ...cloudflare.ACTIONS];
  expect(all.filter((name) => ![...PHASES, ...ACTIONS].includes(name)).sort()).toEqual(NEWER);
});

test('its messages list the names in alphabetical order, but for the kinds', () => {
  for (const names of [PHASES, ACTIONS, PRODUCTS]) expect(names).toEqual([...names].sort());
  expect(KINDS).toEqual(['managed', 'custom', 'root', 'zone']);
});
