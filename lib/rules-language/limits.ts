/**
 * Longest expression that Cloudflare accepts, in characters.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/expressions/#maximum-rule-expression-length
 */
export const MAX_EXPRESSION_LENGTH = 4096;
