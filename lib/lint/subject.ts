import {
  type AnyNode,
  check,
  type Expression,
  type Finding as LanguageFinding,
  parse,
  RulesLanguageError,
  visit,
} from '../rules-language';
import type { Rule, RuleList } from '../rulesets';
import { type Exemption, exemptionsOf } from './coverage';
import { type Condition, conditionsOf } from './conditions';
import { type Limits, limitsOf } from './limits';

/** The nodes that several lint rules look at. */
export type Part = Extract<AnyNode, { readonly kind: 'field' | 'integer' | 'set' | 'logical' }>;

/** One rule with what the lint rules want to know of it. */
export interface RuleSubject {
  readonly rule: Rule;
  readonly list: RuleList;
  /** Absent if the text is no expression. */
  readonly expression: Expression | undefined;
  /** What Cloudflare refuses: in the text, or in this phase and plan. */
  readonly errors: readonly LanguageFinding[];
  readonly conditions: readonly Condition[];
  /** Every field, integer, set and group of conditions, in the order of the text. */
  readonly parts: readonly Part[];
  /** What each request that matches has in common. */
  readonly limits: Limits;
  /** It takes protection away from what it matches. */
  readonly isException: boolean;
  readonly nowMs: number;
}

/** A list of rules with what the lint rules want to know of it. */
export interface ListSubject {
  readonly list: RuleList;
  readonly rules: readonly RuleSubject[];
  /** The skip rules that are on and can be read. */
  readonly exemptions: readonly Exemption[];
}

/** Reads the rules of a list, once for all lint rules. */
export function listSubject(list: RuleList, nowMs: number): ListSubject {
  const rules = list.rules.map((rule) => ruleSubject(rule, list, nowMs));
  return { list, rules, exemptions: exemptionsOf(rules) };
}

function ruleSubject(rule: Rule, list: RuleList, nowMs: number): RuleSubject {
  const { expression, errors } = read(rule.expression, list);
  return {
    rule,
    list,
    expression,
    errors,
    conditions: expression === undefined ? [] : conditionsOf(expression),
    parts: expression === undefined ? [] : partsOf(expression),
    limits: expression === undefined ? 0 : limitsOf(expression),
    isException: rule.action === undefined || rule.action === 'skip',
    nowMs,
  };
}

function read(text: string, { phase, plan }: RuleList): Pick<RuleSubject, 'expression' | 'errors'> {
  try {
    const { expression } = parse(text);
    return { expression, errors: check(expression, { ...(phase && { phase }), ...(plan && { plan }) }) };
  } catch (error) {
    if (!(error instanceof RulesLanguageError)) throw error;
    return { expression: undefined, errors: error.errors };
  }
}

/** One walk for all rules. */
function partsOf(expression: Expression): readonly Part[] {
  const parts: Part[] = [];
  visit(expression, (node) => {
    if (node.kind === 'field' || node.kind === 'integer' || node.kind === 'set' || node.kind === 'logical') {
      parts.push(node);
    }
  });
  return parts;
}
