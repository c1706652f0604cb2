/** Where custom rules stand; the only phase that has custom rulesets in a zone. */
export const CUSTOM_PHASE = 'http_request_firewall_custom';

/** Where managed rulesets are executed. */
export const MANAGED_PHASE = 'http_request_firewall_managed';

/**
 * Every phase that a ruleset can have.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
 */
export const PHASES: readonly string[] = [
  'ddos_l4',
  'ddos_l7',
  'http_config_settings',
  'http_custom_errors',
  'http_log_custom_fields',
  'http_ratelimit',
  'http_request_cache_settings',
  'http_request_dynamic_redirect',
  CUSTOM_PHASE,
  MANAGED_PHASE,
  'http_request_late_transform',
  'http_request_origin',
  'http_request_redirect',
  'http_request_sanitize',
  'http_request_sbfm',
  'http_request_transform',
  'http_response_cache_settings',
  'http_response_compression',
  'http_response_firewall_managed',
  'http_response_headers_transform',
  'magic_transit',
  'magic_transit_ids_managed',
  'magic_transit_managed',
  'magic_transit_ratelimit',
];

/**
 * The phases that a skip rule may name.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/skip/options/#skip-phases
 */
export const SKIPPABLE_PHASES: readonly string[] = ['http_ratelimit', 'http_request_sbfm', MANAGED_PHASE];

/**
 * The products outside the Ruleset Engine that a skip rule may name, case-sensitive.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/skip/options/#skip-products
 */
export const SKIPPABLE_PRODUCTS: readonly string[] = [
  'zoneLockdown',
  'uaBlock',
  'bic',
  'hot',
  'securityLevel',
  'rateLimit',
  'waf',
];
