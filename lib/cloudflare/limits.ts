import type { ZonePlan } from './plans';

/**
 * Longest expression that Cloudflare accepts, in characters.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/expressions/#maximum-rule-expression-length
 */
export const MAX_EXPRESSION_LENGTH = 4096;

/**
 * Parentheses, negations, quantifiers and calls that may be inside each other.
 *
 * @see https://github.com/cloudflare/wirefilter
 */
export const MAX_DEPTH = 128;

/**
 * Regular expressions in one rule, those of `regex_replace` included. The API refuses more; no page of Cloudflare says so.
 */
export const MAX_REGEXES = 64;

/**
 * Most `#` that may open a raw string.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/values/#raw-string-syntax
 */
export const MAX_RAW_HASHES = 255;

const KB = 1024;
const MB = 1024 * KB;

/**
 * How many bytes of a body Cloudflare shows to the rules of a zone, by its plan; a contract may say otherwise. What Pro and
 * Business have is published nowhere, only that it is less than what Enterprise has.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/http.request.body.truncated/
 * @see https://developers.cloudflare.com/waf/managed-rules/#maximum-body-size
 */
export const BODY_BYTES_BY_PLAN = {
  free: MB,
  pro: undefined,
  business: undefined,
  enterprise: 128 * KB,
} as const satisfies Readonly<Record<ZonePlan, number | undefined>>;
