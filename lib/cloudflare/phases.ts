/** What is known of a phase. */
interface PhaseFacts {
  /** What Cloudflare calls the rules or the product that run in it. */
  readonly runs: string;
  /** What its rules look at. */
  readonly on: 'packets' | 'requests' | 'responses';
  /** The Rulesets API has no rulesets of it: it has an API of its own, or none. */
  readonly isOutside?: true;
  /** The fields and functions that its expressions may use are known. */
  readonly hasKnownFields?: true;
}

/** Where URL rewrites stand: they run before the WAF, which sees the new path only. */
export const URL_REWRITE_PHASE = 'http_request_transform' as const;

/** Where custom rules stand; the only phase that has custom rulesets in a zone. */
export const CUSTOM_PHASE = 'http_request_firewall_custom' as const;

/** Where managed rulesets are executed. */
export const MANAGED_PHASE = 'http_request_firewall_managed' as const;

/** Where rate limiting rules stand. */
export const RATE_LIMIT_PHASE = 'http_ratelimit' as const;

/**
 * Every phase, in the order in which Cloudflare runs them: those of packets, of requests, of responses. Rate limiting rules
 * that count by the response run a second time, with it.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
 * @see https://developers.cloudflare.com/cache/how-to/cache-response-rules/
 */
const FACTS = {
  ddos_l4: { runs: 'network-layer DDoS protection', on: 'packets' },
  magic_transit: { runs: 'Cloudflare Network Firewall', on: 'packets', hasKnownFields: true },
  magic_transit_managed: { runs: 'managed rulesets of Cloudflare Network Firewall', on: 'packets' },
  magic_transit_ratelimit: { runs: 'rate limiting of Cloudflare Network Firewall', on: 'packets' },
  magic_transit_ids_managed: { runs: 'intrusion detection of Cloudflare Network Firewall', on: 'packets' },
  http_request_sanitize: { runs: 'URL normalization', on: 'requests' },
  http_request_dynamic_redirect: { runs: 'single redirects', on: 'requests', hasKnownFields: true },
  [URL_REWRITE_PHASE]: { runs: 'URL rewrite rules', on: 'requests', hasKnownFields: true },
  http_request_api_gateway_early: { runs: 'API Shield', on: 'requests', isOutside: true },
  http_config_settings: { runs: 'configuration rules', on: 'requests', hasKnownFields: true },
  http_request_origin: { runs: 'origin rules', on: 'requests', hasKnownFields: true },
  ddos_l7: { runs: 'HTTP DDoS protection', on: 'requests' },
  [CUSTOM_PHASE]: { runs: 'custom rules', on: 'requests', hasKnownFields: true },
  [RATE_LIMIT_PHASE]: { runs: 'rate limiting rules', on: 'requests', hasKnownFields: true },
  http_request_api_gateway_late: { runs: 'API Shield', on: 'requests', isOutside: true },
  [MANAGED_PHASE]: { runs: 'managed rules', on: 'requests', hasKnownFields: true },
  http_request_sbfm: { runs: 'Super Bot Fight Mode', on: 'requests' },
  http_request_redirect: { runs: 'bulk redirects', on: 'requests', hasKnownFields: true },
  http_request_late_transform: {
    runs: 'request header transform rules',
    on: 'requests',
    hasKnownFields: true,
  },
  http_request_cache_settings: { runs: 'cache rules', on: 'requests', hasKnownFields: true },
  http_request_snippets: { runs: 'snippets', on: 'requests', isOutside: true, hasKnownFields: true },
  http_request_cloud_connector: { runs: 'Cloud Connector', on: 'requests', isOutside: true },
  // Its place among the others is not in the list of phases, only that it runs on the origin's response, before caching.
  http_response_cache_settings: { runs: 'cache response rules', on: 'responses' },
  http_custom_errors: { runs: 'custom error rules', on: 'responses', hasKnownFields: true },
  http_response_headers_transform: {
    runs: 'response header transform rules',
    on: 'responses',
    hasKnownFields: true,
  },
  http_response_compression: { runs: 'compression rules', on: 'responses', hasKnownFields: true },
  http_response_firewall_managed: {
    runs: 'Cloudflare Sensitive Data Detection',
    on: 'responses',
    hasKnownFields: true,
  },
  http_log_custom_fields: { runs: 'custom fields of Logpush', on: 'responses', hasKnownFields: true },
} as const satisfies Readonly<Record<string, PhaseFacts>>;

/** A phase of Cloudflare. */
export type Phase = keyof typeof FACTS;

/** A phase whose expressions can be checked: which fields and functions they may use is known. */
export type CheckedPhase = {
  [P in Phase]: (typeof FACTS)[P] extends { readonly hasKnownFields: true } ? P : never;
}[Phase];

/** The same with the shape that all of them share. */
export const PHASE_FACTS: Readonly<Record<Phase, PhaseFacts>> = FACTS;

/** Every phase, in the order in which Cloudflare runs them. */
export const PHASES = Object.keys(FACTS) as readonly Phase[];

/**
 * The phases that a ruleset can have.
 *
 * @see https://developers.cloudflare.com/api/resources/rulesets/
 */
export const RULESET_PHASES: readonly string[] = PHASES.filter(
  (phase) => PHASE_FACTS[phase].isOutside !== true,
);

/** The phases whose expressions can be checked, in the order in which Cloudflare runs them. */
export const CHECKED_PHASES = PHASES.filter(
  (phase) => PHASE_FACTS[phase].hasKnownFields,
) as readonly CheckedPhase[];

/** A phase by its name, if its expressions can be checked. */
export function checkedPhase(name: unknown): CheckedPhase | undefined {
  return CHECKED_PHASES.find((phase) => phase === name);
}

/** Those of them where the origin's answer is known. */
export const RESPONSE_PHASES = CHECKED_PHASES.filter((phase) => PHASE_FACTS[phase].on === 'responses');

/** Rules that change headers. */
export const HEADER_TRANSFORM_PHASES = [
  'http_request_late_transform',
  'http_response_headers_transform',
] as const satisfies readonly Phase[];

/** Rules that change the request or the response on its way. */
export const TRANSFORM_PHASES = [
  URL_REWRITE_PHASE,
  ...HEADER_TRANSFORM_PHASES,
] as const satisfies readonly Phase[];

export const REDIRECT_PHASES = [
  'http_request_dynamic_redirect',
  'http_request_redirect',
] as const satisfies readonly Phase[];
