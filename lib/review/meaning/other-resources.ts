import type { OtherChange } from '../plan/plan';

/** Why a change of a resource may change who is protected, as the end of a sentence; `undefined` = it does not. */
type Touches = string | ((change: OtherChange) => string | undefined);

/** Built-in resources that hold values for others and do nothing themselves. */
const INERT: ReadonlySet<string> = new Set(['terraform_data', 'null_resource']);

/** Settings of a zone that only make it faster, or change how its pages look. */
const HARMLESS_SETTINGS: ReadonlySet<string> = new Set([
  '0rtt',
  'always_online',
  'brotli',
  'browser_cache_ttl',
  'cache_level',
  'crawlhints',
  'development_mode',
  'early_hints',
  'fonts',
  'h2_prioritization',
  'http2',
  'http3',
  'image_resizing',
  'ipv6',
  'minify',
  'mirage',
  'mobile_redirect',
  'nel',
  'opportunistic_onion',
  'origin_max_http_version',
  'polish',
  'prefetch_preload',
  'rocket_loader',
  'sort_query_string_for_cache',
  'speed_brain',
  'tls_1_3',
  'webp',
  'websockets',
]);

/** Types of DNS records that requests follow; only those can be proxied. */
const ADDRESS_RECORDS: readonly unknown[] = ['A', 'AAAA', 'CNAME', undefined];

const RULES_ELSEWHERE = 'its rules stand outside of the entry points';
const LEGACY_RULE = 'it is a rule of the older firewall';
const BEFORE_RULES = 'it changes requests before rules see them';
const CALLERS = 'it decides which callers are let in or kept out';
const CONFIGURATION = 'it can switch security features off for some requests';
const ROUTE = 'it decides where requests go, and with that which rules see them';
const OWN_INSPECTION = 'it inspects requests itself';
const ACCESS = 'it decides who may reach an application';
const ORIGIN = 'it decides who may reach the origin';
const CODE = 'it runs code on requests, which can answer them or send them elsewhere';
const FORM = 'it decides what a request must look like';

/** By the type of the resource, those of older provider versions included. */
const TOUCHING: ReadonlyMap<string, Touches> = new Map<string, Touches>(
  Object.entries({
    cloudflare_dns_record: ofRecord,
    cloudflare_record: ofRecord,
    cloudflare_load_balancer: ofLoadBalancer,
    cloudflare_zone: ofZone,
    cloudflare_zone_setting: ofSetting,
    cloudflare_zone_settings_override: 'it can switch security features of the zone off',
    cloudflare_zone_subscription: 'the plan of the zone decides which rules it may have',
    cloudflare_account_subscription: 'the plan of the account decides which rules its zones may have',
    cloudflare_ruleset: RULES_ELSEWHERE,
    cloudflare_list_item: 'it changes an item of a list, which rules may name',
    cloudflare_filter: LEGACY_RULE,
    cloudflare_firewall_rule: LEGACY_RULE,
    cloudflare_rate_limit: LEGACY_RULE,
    cloudflare_waf_group: LEGACY_RULE,
    cloudflare_waf_override: LEGACY_RULE,
    cloudflare_waf_package: LEGACY_RULE,
    cloudflare_waf_rule: LEGACY_RULE,
    cloudflare_magic_firewall_ruleset: RULES_ELSEWHERE,
    cloudflare_access_rule: CALLERS,
    cloudflare_user_agent_blocking_rule: CALLERS,
    cloudflare_zone_lockdown: CALLERS,
    cloudflare_page_rule: CONFIGURATION,
    cloudflare_bot_management: OWN_INSPECTION,
    cloudflare_content_scanning: OWN_INSPECTION,
    cloudflare_content_scanning_expression: OWN_INSPECTION,
    cloudflare_leaked_credential_check: OWN_INSPECTION,
    cloudflare_leaked_credential_check_rule: OWN_INSPECTION,
    cloudflare_page_shield_policy: OWN_INSPECTION,
    cloudflare_api_shield: FORM,
    cloudflare_api_shield_operation: FORM,
    cloudflare_api_shield_operation_schema_validation_settings: FORM,
    cloudflare_api_shield_schema: FORM,
    cloudflare_api_shield_schema_validation_settings: FORM,
    cloudflare_schema_validation_operation_settings: FORM,
    cloudflare_schema_validation_schemas: FORM,
    cloudflare_schema_validation_settings: FORM,
    cloudflare_token_validation_config: FORM,
    cloudflare_token_validation_rules: FORM,
    cloudflare_managed_headers: BEFORE_RULES,
    cloudflare_managed_transforms: BEFORE_RULES,
    cloudflare_url_normalization_settings: BEFORE_RULES,
    cloudflare_snippet: CODE,
    cloudflare_snippet_rules: CODE,
    cloudflare_snippets: CODE,
    cloudflare_worker_domain: CODE,
    cloudflare_worker_route: CODE,
    cloudflare_worker_script: CODE,
    cloudflare_workers_custom_domain: CODE,
    cloudflare_workers_deployment: CODE,
    cloudflare_workers_domain: CODE,
    cloudflare_workers_route: CODE,
    cloudflare_workers_script: CODE,
    cloudflare_workers_script_subdomain: CODE,
    cloudflare_worker: CODE,
    cloudflare_worker_version: CODE,
    cloudflare_pages_domain: ROUTE,
    cloudflare_cloud_connector_rules: ROUTE,
    cloudflare_custom_hostname: ROUTE,
    cloudflare_custom_hostname_fallback_origin: ROUTE,
    cloudflare_spectrum_application: 'its traffic is not seen by rules for requests',
    cloudflare_r2_custom_domain: ROUTE,
    cloudflare_r2_managed_domain: ROUTE,
    cloudflare_access_application: ACCESS,
    cloudflare_access_group: ACCESS,
    cloudflare_access_policy: ACCESS,
    cloudflare_access_service_token: ACCESS,
    cloudflare_zero_trust_access_application: ACCESS,
    cloudflare_zero_trust_access_group: ACCESS,
    cloudflare_zero_trust_access_policy: ACCESS,
    cloudflare_zero_trust_access_service_token: ACCESS,
    cloudflare_zero_trust_access_mtls_certificate: ACCESS,
    cloudflare_authenticated_origin_pulls: ORIGIN,
    cloudflare_authenticated_origin_pulls_certificate: ORIGIN,
    cloudflare_authenticated_origin_pulls_hostname_certificate: ORIGIN,
    cloudflare_authenticated_origin_pulls_settings: ORIGIN,
    cloudflare_mtls_certificate: ORIGIN,
    cloudflare_certificate_authorities_hostname_associations: ORIGIN,
  }),
);

/** Whether a resource does nothing by itself, whatever it holds. */
export function isInert({ type }: Pick<OtherChange, 'type'>): boolean {
  return INERT.has(type);
}

/** Why the change may change who is protected; `undefined` where nothing is known of that. */
export function protectionTouched(change: OtherChange): string | undefined {
  // Terraform forgets the resource, and it stays as it is.
  if (change.action === 'release') return undefined;
  const touches = TOUCHING.get(change.type);
  return typeof touches === 'function' ? touches(change) : touches;
}

function ofRecord({ action, before, after, changes }: OtherChange): string | undefined {
  if (!ADDRESS_RECORDS.includes(after['type'] ?? before['type'])) return undefined;
  const was = before['proxied'] === true;
  if (action === 'delete') return was ? 'no proxied record answers for its name any more' : undefined;
  if (was && after['proxied'] !== true)
    return 'requests to its name no longer pass Cloudflare, so no rule sees them';
  const isNewName = changes.some(({ attribute }) => attribute === 'name' || attribute === 'zone_id');
  if (after['proxied'] !== true) {
    return isNewName ? 'requests to its name do not pass Cloudflare, so no rule sees them' : undefined;
  }
  return was && isNewName ? 'no proxied record answers for its earlier name any more' : undefined;
}

function ofLoadBalancer({ action, before, after }: OtherChange): string {
  return before['proxied'] === true && action !== 'delete' && after['proxied'] !== true
    ? 'requests to its name no longer pass Cloudflare, so no rule sees them'
    : ROUTE;
}

function ofZone({ action, after }: OtherChange): string | undefined {
  if (action === 'create') return undefined;
  if (action === 'delete' || action === 'replace') return 'the zone goes, and with it all its rules';
  return after['paused'] === true
    ? 'the zone is paused, so no rule sees its requests'
    : 'how the zone is served decides whether its requests pass Cloudflare';
}

function ofSetting({ before, after }: OtherChange): string | undefined {
  const id = after['setting_id'] ?? before['setting_id'];
  return typeof id === 'string' && HARMLESS_SETTINGS.has(id)
    ? undefined
    : 'it is a setting of the zone that can switch a security feature off';
}
