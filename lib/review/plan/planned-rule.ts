import type { Rule } from '../../rulesets';

/** One rule of an entry point before or after a plan. */
export interface PlannedRule {
  /** What identifies it: Cloudflare gives every rule one. */
  readonly ref: string;
  /** What the parts that know rules look at; its expression is empty where the plan does not know it yet. */
  readonly rule: Rule;
  /** Everything the plan tells about it, but for what Cloudflare computes: equal content, equal data. */
  readonly content: Readonly<Record<string, unknown>>;
}
