/**
 * The phases whose rules hold expressions of this language, in the order of a request.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
 */
export const PHASES = [
  'http_request_dynamic_redirect',
  'http_request_transform',
  'http_config_settings',
  'http_request_origin',
  'http_request_firewall_custom',
  'http_ratelimit',
  'http_request_firewall_managed',
  'http_request_redirect',
  'http_request_late_transform',
  'http_request_cache_settings',
  'http_request_snippets',
  'http_custom_errors',
  'http_response_headers_transform',
  'http_response_compression',
  'http_response_firewall_managed',
  'http_log_custom_fields',
  'magic_transit',
] as const;

export type Phase = (typeof PHASES)[number];

/** Rules that change headers. */
export const HEADER_TRANSFORM_PHASES = [
  'http_request_late_transform',
  'http_response_headers_transform',
] as const satisfies readonly Phase[];

/** Rules that change the request or the response on its way. */
export const TRANSFORM_PHASES = [
  'http_request_transform',
  ...HEADER_TRANSFORM_PHASES,
] as const satisfies readonly Phase[];

export const REDIRECT_PHASES = [
  'http_request_dynamic_redirect',
  'http_request_redirect',
] as const satisfies readonly Phase[];

/** Where the origin's answer is known. */
export const RESPONSE_PHASES = [
  'http_custom_errors',
  'http_response_headers_transform',
  'http_response_compression',
  'http_response_firewall_managed',
  'http_log_custom_fields',
] as const satisfies readonly Phase[];
