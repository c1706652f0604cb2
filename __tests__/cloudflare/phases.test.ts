import {
  CHECKED_PHASES,
  CUSTOM_PHASE,
  MANAGED_PHASE,
  PHASE_FACTS,
  PHASES,
  RATE_LIMIT_PHASE,
  RESPONSE_PHASES,
  RULESET_PHASES,
} from '../../lib/cloudflare';

/** The order of https://developers.cloudflare.com/ruleset-engine/reference/phases-list/. */
const DOCUMENTED = {
  packets: [
    'ddos_l4',
    'magic_transit',
    'magic_transit_managed',
    'magic_transit_ratelimit',
    'magic_transit_ids_managed',
  ],
  requests: [
    'http_request_sanitize',
    'http_request_dynamic_redirect',
    'http_request_transform',
    'http_request_api_gateway_early',
    'http_config_settings',
    'http_request_origin',
    'ddos_l7',
    'http_request_firewall_custom',
    'http_ratelimit',
    'http_request_api_gateway_late',
    'http_request_firewall_managed',
    'http_request_sbfm',
    'http_request_redirect',
    'http_request_late_transform',
    'http_request_cache_settings',
    'http_request_snippets',
    'http_request_cloud_connector',
  ],
  responses: [
    'http_custom_errors',
    'http_response_headers_transform',
    'http_response_compression',
    'http_response_firewall_managed',
    'http_log_custom_fields',
  ],
};

test('phases stand in the order in which Cloudflare runs them', () => {
  const documented = PHASES.filter((phase) => phase !== 'http_response_cache_settings');
  expect(documented).toEqual([...DOCUMENTED.packets, ...DOCUMENTED.requests, ...DOCUMENTED.responses]);
});

test.each(Object.entries(DOCUMENTED))('the phases of %s are told apart', (on, names) => {
  const known = PHASES.filter((phase) => PHASE_FACTS[phase].on === on);
  expect(known.filter((phase) => phase !== 'http_response_cache_settings')).toEqual(names);
});

test('the WAF runs custom rules before rate limiting, and that before managed rules', () => {
  const waf = PHASES.filter((phase) =>
    [CUSTOM_PHASE, RATE_LIMIT_PHASE, MANAGED_PHASE].some((one) => one === phase),
  );
  expect(waf).toEqual([CUSTOM_PHASE, RATE_LIMIT_PHASE, MANAGED_PHASE]);
});

test('a ruleset can have the 24 phases of the Rulesets API', () => {
  expect([...RULESET_PHASES].sort()).toEqual([
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
    'http_response_cache_settings',
    'http_response_compression',
    'http_response_firewall_managed',
    'http_response_headers_transform',
    'magic_transit',
    'magic_transit_ids_managed',
    'magic_transit_managed',
    'magic_transit_ratelimit',
  ]);
});

test('expressions are checked in the phases of which fields and functions are known', () => {
  const unchecked = PHASES.filter((phase) => !CHECKED_PHASES.some((one) => one === phase));
  expect(unchecked).toEqual([
    'ddos_l4',
    'magic_transit_managed',
    'magic_transit_ratelimit',
    'magic_transit_ids_managed',
    'http_request_sanitize',
    'http_request_api_gateway_early',
    'ddos_l7',
    'http_request_api_gateway_late',
    'http_request_sbfm',
    'http_request_cloud_connector',
    'http_response_cache_settings',
  ]);
  expect(RESPONSE_PHASES).toEqual(DOCUMENTED.responses);
});
