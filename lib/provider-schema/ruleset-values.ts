import { ACTIONS as ALL_ACTIONS, RULESET_KINDS, RULESET_PHASES, SKIPPABLE_PRODUCTS } from '../cloudflare';

/** Kinds of rulesets that the provider knows. */
export const KINDS: readonly string[] = RULESET_KINDS;

/** Phases that the provider 5.14.0 knows, in its order. */
export const PHASES = knownOf(RULESET_PHASES, 'http_response_cache_settings');

/** Actions that the provider 5.14.0 knows, in its order. */
export const ACTIONS = knownOf(ALL_ACTIONS, 'set_cache_control', 'set_cache_tags');

/** Legacy products that a rule can skip, in the provider's order. */
export const PRODUCTS = knownOf(SKIPPABLE_PRODUCTS);

/** How sensitive a DDoS rule is. */
export const SENSITIVITY_LEVELS: readonly string[] = ['default', 'medium', 'low', 'eoff'];

/** What Cloudflare has, but for what is newer than the provider. */
function knownOf(all: readonly string[], ...newer: readonly string[]): readonly string[] {
  return all.filter((name) => !newer.includes(name)).sort();
}
