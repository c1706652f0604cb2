/**
 * The kinds of rulesets: Cloudflare's own, an entry point of an account, an entry point of a zone, and what entry points
 * execute.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/about/rulesets/
 */
export const RULESET_KINDS = ['managed', 'custom', 'root', 'zone'] as const;

/** A kind of rulesets. */
export type RulesetKind = (typeof RULESET_KINDS)[number];
