import type { Expression, ExpressionFinding as LanguageFinding } from '../rules-language';
import type { InnerExpression } from '../cloudflare/rule';
import type { Rule, RuleList } from '../rulesets';
import { type Condition, conditionsOf } from './questions/conditions';
import type { Exemption } from './questions/coverage';
import type { ProvenCoverage } from './questions/proven-coverage';
import { type End, endOf } from './questions/expiry';
import { type Limits, limitsOf } from './limits';
import { type Part, partsOf } from './questions/parts';

/** An expression as it was read, and what Cloudflare refuses in it. */
export interface ReadExpression {
  /** Absent if the text is no expression. */
  readonly expression: Expression | undefined;
  /** What Cloudflare refuses: in the text, or in this phase and plan. */
  readonly errors: readonly LanguageFinding[];
}

/** What Cloudflare refuses in an expression beside the one that selects requests. */
export interface InnerErrors {
  readonly of: InnerExpression;
  readonly errors: readonly LanguageFinding[];
}

/** One rule with what the lint rules want to know of it. */
export interface RuleSubject extends ReadExpression {
  /** What Cloudflare refuses in the other expressions of the rule. */
  readonly innerErrors: readonly InnerErrors[];
  readonly rule: Rule;
  readonly list: RuleList;
  readonly conditions: readonly Condition[];
  /** Every field, integer, set and group of conditions, in the order of the text. */
  readonly parts: readonly Part[];
  /** What each request that matches has in common. */
  readonly limits: Limits;
  /** When it stops matching; absent if it stays. */
  readonly end: End | undefined;
  /** It takes protection away from what it matches. */
  readonly isException: boolean;
  readonly nowMs: number;
}

/** A list of rules with what the lint rules want to know of it. */
export interface ListSubject {
  readonly list: RuleList;
  /** The skip rules that are on and can be read. */
  readonly exemptions: readonly Exemption[];
  /** The expressions of all rules by their position; `undefined` where one cannot be read. */
  readonly expressions: readonly (Expression | undefined)[];
  /** Which of them lie within others, beyond what their conditions tell one by one. */
  readonly coverage: ProvenCoverage;
}

/** A rule of a list, and its expression. */
export function ruleSubject(
  rule: Rule,
  list: RuleList,
  { expression, errors }: ReadExpression,
  nowMs: number,
  innerErrors: readonly InnerErrors[] = [],
): RuleSubject {
  const isException = rule.action === undefined || rule.action === 'skip';
  const conditions = expression === undefined ? [] : conditionsOf(expression, isException);
  return {
    rule,
    list,
    expression,
    errors,
    innerErrors,
    isException,
    nowMs,
    conditions,
    parts: expression === undefined ? [] : partsOf(expression),
    limits: expression === undefined ? 0 : limitsOf(expression, list.lists),
    end: expression === undefined ? undefined : endOf(expression, conditions),
  };
}
