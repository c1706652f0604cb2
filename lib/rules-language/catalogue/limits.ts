/**
 * Longest expression that Cloudflare accepts, in characters.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/expressions/#maximum-rule-expression-length
 */
export const MAX_EXPRESSION_LENGTH = 4096;

/** Parentheses, negations, quantifiers and calls that may stand inside each other. */
export const MAX_DEPTH = 128;

/** Regular expressions in one rule, those of `regex_replace` included. */
export const MAX_REGEXES = 64;

/** Most `#` that may open a raw string. */
export const MAX_RAW_HASHES = 255;

/** What counts against {@link MAX_EXPRESSION_LENGTH}: characters, with each run of white space as one. */
export function expressionLength(text: string): number {
  if (text.length <= MAX_EXPRESSION_LENGTH) return text.length;
  const collapsed = text.trim().replace(/\s+/g, ' ');
  // Offsets are UTF-16: a character beyond U+FFFF takes two.
  return collapsed.length - (collapsed.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
