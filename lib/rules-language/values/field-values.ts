import type { FieldName } from '../catalogue/fields';
import {
  ARGUMENT_NAME,
  ARGUMENT_VALUE,
  EXTENSION,
  FULL_URI,
  HOST,
  METHOD,
  PATH,
  QUERY,
  RAW_FULL_URI,
  RAW_PATH,
  RAW_URI,
  URI,
} from './url-facts';
import {
  certain,
  form,
  list,
  never,
  NOT_NEGATIVE,
  numbers,
  type TextFact,
  type ValueFact,
} from './value-fact';

/** What is known of the values of a field: of each element, if it is an array or a map. */
export interface FieldValues {
  readonly values: readonly ValueFact[];
  /** Of the keys of a map. */
  readonly keys?: readonly TextFact[];
  /** One of them, to show the form. */
  readonly example?: string;
}

/** It may have any value of its type. */
const ANY: FieldValues = { values: [] };

const of = (example: string, ...values: readonly ValueFact[]): FieldValues => ({ values, example });
const integer = (from: bigint, to: bigint): FieldValues => ({ values: [numbers(from, to, 'always')] });

const COUNT: FieldValues = { values: [NOT_NEGATIVE] };
const PORT = integer(1n, 65_535n);
/** 100 is what Cloudflare did not score. */
const ATTACK_SCORE = integer(1n, 100n);
const LOWER_KEYS: readonly TextFact[] = [certain(never('[A-Z]', 'is in lower case', 'is not'))];
const HEADER_NAME = of(
  'x-api-key',
  never(
    '[A-Z]',
    'has names as the client wrote them, lower case over HTTP/2',
    'has capital letters, which few requests have',
    'usual',
  ),
);
const COUNTRY = of(
  'AT',
  form('^[A-Z][A-Z1]$', 'is two capital letters of ISO 3166-1', 'is none'),
  never('^(?:UK|EL)$', 'is two capital letters of ISO 3166-1', 'is none'),
);
const SUBDIVISION = of('GB-ENG', form('^[A-Z]{2}-[A-Z0-9]{1,3}$', 'is a code of ISO 3166-2', 'is none'));
const DEGREES = form(String.raw`^-?[0-9]{1,3}(?:\.[0-9]+)?$`, 'is a decimal number of degrees', 'is none');
const BASE64 = form('^[A-Za-z0-9+/]+={0,2}$', 'is written in Base64', 'is not');
/** Some have a fixed length too, and examples are often shorter. */
const HEX = form('^[0-9a-f]+$', 'is hexadecimal, in lower case', 'is not');
const SERIAL = of('527E0F20A20E', form('^[0-9A-F]+$', 'is hexadecimal, in upper case', 'is not'));
const DATE = of(
  'Mar 21 13:35:00 2022 GMT',
  form(
    String.raw`^[A-Z][a-z]{2} [ 0-3][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} [0-9]{4} GMT$`,
    'is a date such as `Mar 21 13:35:00 2022 GMT`',
    'is none',
  ),
);
const MEDIA_TYPE = of(
  'image/png',
  form(String.raw`^[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+$`, 'is a media type in lower case', 'is none'),
);
const OPERATION = of('0d9bf70c', HEX);
const ARGUMENT_NAMES = of('q', ...ARGUMENT_NAME);
const ARGUMENT_VALUES = of('1', ...ARGUMENT_VALUE);
const ARGUMENTS: FieldValues = { ...ARGUMENT_VALUES, keys: ARGUMENT_NAME };
const STATUS = integer(100n, 999n);

type Replaced = Extract<FieldName, `ip.geoip.${string}` | 'ip.addr'>;

/**
 * The values that each field can have, for those that can't have every one of their type. Text that is absent is empty.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/
 */
// prettier-ignore
export const FIELD_VALUES = {
  'http.cookie': ANY,
  'http.host': of('app.example.com', ...HOST),
  'http.referer': ANY,
  'http.request.full_uri': of('https://app.example.com/export', ...FULL_URI),
  'http.request.method': of('POST', ...METHOD),
  'http.request.cookies': ANY,
  // Seconds with more digits are milliseconds.
  'http.request.timestamp.sec': integer(0n, 99_999_999_999n),
  'http.request.timestamp.msec': integer(0n, 999n),
  'http.request.uri': of('/export?id=1', ...URI),
  'http.request.uri.path': of('/admin/export', ...PATH),
  'http.request.uri.path.extension': of('php', ...EXTENSION),
  'http.request.uri.query': of('id=1', ...QUERY),
  'http.user_agent': ANY,
  'http.request.version': of('HTTP/2', list('documented', 'HTTP/1.0', 'HTTP/1.1', 'HTTP/1.2', 'HTTP/2', 'HTTP/3', 'SPDY/3.1')),
  'http.x_forwarded_for': ANY,
  'ip.src': ANY,
  'ip.src.lat': of('37.78044', DEGREES),
  'ip.src.lon': of('-122.39055', DEGREES),
  'ip.src.city': ANY,
  'ip.src.postal_code': ANY,
  'ip.src.metro_code': of('635', form('^[0-9]+$', 'is written in digits', 'is not')),
  'ip.src.region': ANY,
  'ip.src.region_code': of('TX', form('^[A-Z0-9]{1,3}$', 'is up to three capital letters or digits', 'is not')),
  'ip.src.timezone.name': of('America/Chicago', form('^[A-Za-z0-9_+/-]+$', 'is a name of the time zone database', 'is none')),
  'ip.src.asnum': integer(0n, 4_294_967_295n),
  'ip.src.continent': of('EU', list('always', 'AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA', 'T1')),
  'ip.src.country': COUNTRY,
  'ip.src.subdivision_1_iso_code': SUBDIVISION,
  'ip.src.subdivision_2_iso_code': SUBDIVISION,
  'ip.src.is_in_european_union': ANY,
  'raw.http.request.full_uri': of('https://app.example.com/export', ...RAW_FULL_URI),
  'raw.http.request.uri': of('/export?id=1', ...RAW_URI),
  'raw.http.request.uri.path': of('/admin/export', ...RAW_PATH),
  'raw.http.request.uri.path.extension': of('php', ...EXTENSION),
  'raw.http.request.uri.query': of('id=1', ...QUERY),
  'raw.http.request.headers': ANY,
  'raw.http.request.headers.names': HEADER_NAME,
  'raw.http.request.headers.values': ANY,
  'raw.http.response.headers': ANY,
  'raw.http.response.headers.names': HEADER_NAME,
  'raw.http.response.headers.values': ANY,
  'ssl': ANY,
  'cf.appsec.request.failed_detections': of('waf_score', list('documented', 'waf_content_scan', 'waf_score', 'waf_signature', 'waf_credential_check', 'llm_prompt_pii', 'llm_prompt_injection', 'llm_prompt_custom_topic', 'llm_prompt_unsafe_topic')),
  'cf.fraud.email_risk': of('high', list('documented', 'unknown', 'low', 'medium', 'high')),
  'cf.api_gateway.auth_id_present': ANY,
  'cf.api_gateway.request_violates_schema': ANY,
  'cf.schema_validation.learned.violated': ANY,
  'cf.schema_validation.learned.path.violated_parameters': ANY,
  'cf.schema_validation.learned.query.violated_parameters': ANY,
  'cf.schema_validation.learned.headers.violated_parameters': ANY,
  'cf.schema_validation.learned.cookies.violated_parameters': ANY,
  'cf.schema_validation.learned.body.violated_parameters': ANY,
  'cf.schema_validation.learned.query.undeclared_parameters': ANY,
  'cf.schema_validation.uploaded.violated': ANY,
  'cf.schema_validation.uploaded.path.violated_parameters': ANY,
  'cf.schema_validation.uploaded.query.violated_parameters': ANY,
  'cf.schema_validation.uploaded.headers.violated_parameters': ANY,
  'cf.schema_validation.uploaded.cookies.violated_parameters': ANY,
  'cf.schema_validation.uploaded.body.violated_parameters': ANY,
  'cf.schema_validation.uploaded.query.undeclared_parameters': ANY,
  'cf.api_gateway.fallthrough_detected': ANY,
  'cf.bot_management.verified_bot': ANY,
  'cf.verified_bot_category': of('Search Engine Crawler', form('^[A-Z]', 'begins with a capital letter', 'does not')),
  // 0 is a request that Bot Management did not look at.
  'cf.bot_management.score': integer(0n, 99n),
  'cf.bot_management.static_resource': ANY,
  'cf.bot_management.ja3_hash': of('e7d705a3286e19ea42f587b344ee6865', HEX),
  'cf.bot_management.ja4': of('t13d1516h2_8daaf6152771_b186095e22b6', form('^[a-z0-9_]+$', 'is in lower case', 'is not')),
  'cf.bot_management.js_detection.passed': ANY,
  'cf.bot_management.detection_ids': COUNT,
  'cf.bot_management.tags': ANY,
  'cf.client.bot': ANY,
  'cf.bot_management.corporate_proxy': ANY,
  'cf.bot_management.signed_agent': ANY,
  'cf.edge.server_ip': ANY,
  'cf.edge.server_port': PORT,
  'cf.edge.client_port': PORT,
  'cf.hostname.metadata': ANY,
  'cf.random_seed': ANY,
  'cf.ray_id': of('8f0d9b2e5a1c3d47', form('^[0-9a-f]+(?:-[A-Z]{3})?$', 'is hexadecimal, in lower case', 'is not')),
  'cf.threat_score': integer(0n, 100n),
  'cf.tls_cipher': of('AEAD-AES128-GCM-SHA256', never('[a-z]', 'is in upper case', 'is not')),
  'cf.tls_client_auth.cert_revoked': ANY,
  'cf.tls_client_auth.cert_verified': ANY,
  'cf.tls_client_auth.cert_presented': ANY,
  'cf.tls_client_auth.cert_issuer_dn': ANY,
  'cf.tls_client_auth.cert_subject_dn': ANY,
  'cf.tls_client_auth.cert_issuer_dn_rfc2253': ANY,
  'cf.tls_client_auth.cert_subject_dn_rfc2253': ANY,
  'cf.tls_client_auth.cert_issuer_dn_legacy': ANY,
  'cf.tls_client_auth.cert_subject_dn_legacy': ANY,
  'cf.tls_client_auth.cert_serial': SERIAL,
  'cf.tls_client_auth.cert_issuer_serial': SERIAL,
  'cf.tls_client_auth.cert_fingerprint_sha256': of('af363dc85bc942a892d3cee9796190fdb36d89cd588a4f1cb17c74a943439714', HEX),
  'cf.tls_client_auth.cert_fingerprint_sha1': of('933ad5282c560ae3f482a43ecd73bc9de878a190', HEX),
  'cf.tls_client_auth.cert_not_before': DATE,
  'cf.tls_client_auth.cert_not_after': DATE,
  'cf.tls_client_auth.cert_ski': SERIAL,
  'cf.tls_client_auth.cert_issuer_ski': SERIAL,
  'cf.tls_client_auth.cert_rfc9440': of(':MIIBqDCCAU6g:', form('^:[A-Za-z0-9+/=]*:$', 'is Base64 between colons', 'is not')),
  'cf.tls_client_auth.cert_rfc9440_too_large': ANY,
  'cf.tls_client_auth.cert_chain_rfc9440': of(':MIIBqDCCAU6g:, :MIIBqDCCAU6h:', form('^:[A-Za-z0-9+/=:, ]*:$', 'is a list of Base64 between colons', 'is not')),
  'cf.tls_client_auth.cert_chain_rfc9440_too_large': ANY,
  'cf.tls_client_extensions_sha1': of('7zIpdDU5pvFPPBI2/PCzqbaXnRA=', BASE64),
  'cf.tls_client_extensions_sha1_le': of('7zIpdDU5pvFPPBI2/PCzqbaXnRA=', BASE64),
  'cf.tls_ciphers_sha1': of('GXSPDLP4G3X+prK73a4wBuOaHRc=', BASE64),
  'cf.tls_client_hello_length': COUNT,
  'cf.tls_client_random': of('YWJjZA==', BASE64),
  'cf.tls_version': of('TLSv1.3', list('documented', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3')),
  'cf.edge.client_tcp': ANY,
  'cf.edge.l4.delivery_rate': COUNT,
  'cf.timings.client_tcp_rtt_msec': COUNT,
  'cf.timings.client_quic_rtt_msec': COUNT,
  'cf.timings.edge_msec': COUNT,
  'cf.timings.origin_ttfb_msec': COUNT,
  'cf.timings.worker_msec': COUNT,
  'cf.waf.content_scan.has_obj': ANY,
  'cf.waf.content_scan.has_malicious_obj': ANY,
  'cf.waf.content_scan.num_malicious_obj': COUNT,
  'cf.waf.content_scan.has_failed': ANY,
  'cf.waf.content_scan.num_obj': COUNT,
  'cf.waf.content_scan.obj_sizes': COUNT,
  'cf.waf.content_scan.obj_types': MEDIA_TYPE,
  'cf.waf.content_scan.obj_results': of('infected', list('documented', 'clean', 'suspicious', 'infected', 'not scanned')),
  'cf.waf.content_scan.truncated': ANY,
  'cf.waf.score': ATTACK_SCORE,
  'cf.waf.score.sqli': ATTACK_SCORE,
  'cf.waf.score.xss': ATTACK_SCORE,
  'cf.waf.score.rce': ATTACK_SCORE,
  'cf.waf.score.class': of('attack', list('documented', 'attack', 'likely_attack', 'likely_clean', 'clean')),
  'cf.waf.auth_detected': ANY,
  'cf.waf.credential_check.password_leaked': ANY,
  'cf.waf.credential_check.username_leaked': ANY,
  'cf.waf.credential_check.username_and_password_leaked': ANY,
  'cf.waf.credential_check.username_password_similar': ANY,
  'cf.waf.signature.request.categories': ANY,
  'cf.waf.signature.request.confidence': ANY,
  'cf.waf.signature.request.refs': ANY,
  'cf.web_asset.labels': ANY,
  'cf.intel.ip.datasets': ANY,
  'cf.intel.ip.target_industries': ANY,
  'cf.intel.ip.attacker_names': ANY,
  'cf.intel.ip.attacker_countries': COUNTRY,
  'cf.intel.ip.target_countries': COUNTRY,
  'cf.sequence.current_op': OPERATION,
  'cf.sequence.previous_ops': OPERATION,
  'cf.sequence.msec_since_op': { ...COUNT, keys: OPERATION.values as readonly TextFact[] },
  'cf.llm.prompt.detected': ANY,
  'cf.llm.prompt.pii_detected': ANY,
  'cf.llm.prompt.pii_categories': of('EMAIL_ADDRESS', list('documented', 'BANK_ACCOUNT', 'CREDIT_CARD', 'DATE_TIME', 'DRIVER_LICENSE', 'EMAIL_ADDRESS', 'IP_ADDRESS', 'LOCATION', 'PASSPORT', 'PERSON', 'PHONE_NUMBER', 'TAX_ID', 'US_SSN', 'URL')),
  'cf.llm.prompt.unsafe_topic_detected': ANY,
  'cf.llm.prompt.unsafe_topic_categories': of('S10', list('documented', ...Array.from({ length: 14 }, (_, index) => `S${index + 1}`))),
  'cf.llm.prompt.injection_score': ATTACK_SCORE,
  'cf.llm.prompt.token_count': COUNT,
  'cf.llm.prompt.custom_topic_categories': ATTACK_SCORE,
  'cf.worker.upstream_zone': ANY,
  'http.request.jwt.claims': ANY,
  'http.request.jwt.claims.aud': ANY,
  'http.request.jwt.claims.aud.names': ANY,
  'http.request.jwt.claims.aud.values': ANY,
  'http.request.jwt.claims.iat.sec': ANY,
  'http.request.jwt.claims.iat.sec.names': ANY,
  'http.request.jwt.claims.iat.sec.values': ANY,
  'http.request.jwt.claims.iss': ANY,
  'http.request.jwt.claims.iss.names': ANY,
  'http.request.jwt.claims.iss.values': ANY,
  'http.request.jwt.claims.jti': ANY,
  'http.request.jwt.claims.jti.names': ANY,
  'http.request.jwt.claims.jti.values': ANY,
  'http.request.jwt.claims.nbf.sec': ANY,
  'http.request.jwt.claims.nbf.sec.names': ANY,
  'http.request.jwt.claims.nbf.sec.values': ANY,
  'http.request.jwt.claims.sub': ANY,
  'http.request.jwt.claims.sub.names': ANY,
  'http.request.jwt.claims.sub.values': ANY,
  'http.request.uri.args': ARGUMENTS,
  'http.request.uri.args.names': ARGUMENT_NAMES,
  'http.request.uri.args.values': ARGUMENT_VALUES,
  'raw.http.request.uri.args': ARGUMENTS,
  'raw.http.request.uri.args.names': ARGUMENT_NAMES,
  'raw.http.request.uri.args.values': ARGUMENT_VALUES,
  'http.request.headers': { values: [], keys: LOWER_KEYS },
  'http.request.headers.names': HEADER_NAME,
  'http.request.headers.values': ANY,
  'http.request.headers.truncated': ANY,
  'http.request.accepted_languages': of('de-AT', form('^[A-Za-z0-9-]+$', 'is a language tag', 'is none')),
  'http.request.body.raw': ANY,
  'http.request.body.truncated': ANY,
  'http.request.body.size': COUNT,
  'http.request.body.form': ARGUMENTS,
  'http.request.body.form.names': ARGUMENT_NAMES,
  'http.request.body.form.values': ARGUMENT_VALUES,
  'http.request.body.mime': MEDIA_TYPE,
  'http.request.body.multipart': ANY,
  'http.request.body.multipart.names': ANY,
  'http.request.body.multipart.values': ANY,
  'http.request.body.multipart.content_types': ANY,
  'http.request.body.multipart.content_dispositions': ANY,
  'http.request.body.multipart.content_transfer_encodings': ANY,
  'http.request.body.multipart.filenames': ANY,
  'http.response.code': STATUS,
  'http.response.headers': { values: [], keys: LOWER_KEYS },
  'http.response.headers.names': HEADER_NAME,
  'http.response.headers.values': ANY,
  'http.response.content_type.media_type': MEDIA_TYPE,
  // 0 is an answer that is no such error.
  'cf.response.1xxx_code': integer(0n, 1999n),
  'cf.response.error_type': of('waf', list('documented', 'managed_challenge', 'iuam', 'legacy_challenge', 'ip_ban', 'waf', '5xx', '1xxx', 'always_online', 'country_challenge', 'ratelimit')),
  'cf.zone.name': ANY,
  'cf.zone.plan': of('ENT', list('documented', 'FREE', 'PRO', 'BIZ', 'ENT')),
} as const satisfies Readonly<Record<Exclude<FieldName, Replaced>, FieldValues>>;
