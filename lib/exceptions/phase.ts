/**
 * The phases of a zone that hold skip rules, with the short name that Terraform addresses carry.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
 */
export const PHASES = {
  /** Runs before rate limiting and the managed rules; counts against the plan's custom rules. */
  http_request_firewall_custom: 'custom',
  /** Runs the managed rulesets that its `execute` rules name. */
  http_request_firewall_managed: 'managed',
} as const;

export type Phase = keyof typeof PHASES;
