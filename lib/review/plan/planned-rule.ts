import type { Rule } from '../../rulesets';

/** One rule of an entry point before or after a plan. */
export interface PlannedRule {
  /** What identifies it: Cloudflare gives every rule one. */
  readonly ref: string;
  /** What the parts that know rules look at; its expression is empty where the plan does not know it yet. */
  readonly rule: Rule;
  /**
   * Everything the plan shows of it, but for what Cloudflare computes: equal content, equal data. What only the apply
   * shows is {@link KNOWN_AFTER_APPLY}.
   */
  readonly content: Readonly<Record<string, unknown>>;
  /** Attributes that decide what the rule does and that only the apply shows, such as `action_parameters.phases`. */
  readonly unknown: readonly string[];
}
