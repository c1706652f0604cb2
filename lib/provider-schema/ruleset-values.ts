/** Kinds of rulesets that the provider knows. */
export const KINDS: readonly string[] = ['managed', 'custom', 'root', 'zone'];

/** Phases that the provider 5.14.0 knows. */
export const PHASES: readonly string[] = [
  'ddos_l4',
  'ddos_l7',
  'http_config_settings',
  'http_custom_errors',
  'http_log_custom_fields',
  'http_ratelimit',
  'http_request_cache_settings',
  'http_request_dynamic_redirect',
  'http_request_firewall_custom',
  'http_request_firewall_managed',
  'http_request_late_transform',
  'http_request_origin',
  'http_request_redirect',
  'http_request_sanitize',
  'http_request_sbfm',
  'http_request_transform',
  'http_response_compression',
  'http_response_firewall_managed',
  'http_response_headers_transform',
  'magic_transit',
  'magic_transit_ids_managed',
  'magic_transit_managed',
  'magic_transit_ratelimit',
];

/** Actions that the provider 5.14.0 knows. */
export const ACTIONS: readonly string[] = [
  'block',
  'challenge',
  'compress_response',
  'ddos_dynamic',
  'execute',
  'force_connection_close',
  'js_challenge',
  'log',
  'log_custom_field',
  'managed_challenge',
  'redirect',
  'rewrite',
  'route',
  'score',
  'serve_error',
  'set_cache_settings',
  'set_config',
  'skip',
];

/** Legacy products that a rule can skip. */
export const PRODUCTS: readonly string[] = [
  'bic',
  'hot',
  'rateLimit',
  'securityLevel',
  'uaBlock',
  'waf',
  'zoneLockdown',
];

/** How sensitive a DDoS rule is. */
export const SENSITIVITY_LEVELS: readonly string[] = ['default', 'medium', 'low', 'eoff'];
