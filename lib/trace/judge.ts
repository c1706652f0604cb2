import {
  compile,
  type CompiledExpression,
  evaluate,
  type Evaluation,
  type ExecutionContext,
  parse,
  RulesLanguageError,
  type Verdict,
} from '../rules-language';
import type { Rule } from '../rulesets';

/** Whether a rule matches a request. */
export interface Judgement {
  readonly verdict: Verdict;
  /** What would decide it, as texts such as `ip.src.country` or `$office`; empty unless the verdict is `unknown`. */
  readonly needs: readonly string[];
}

const MATCH: Judgement = { verdict: true, needs: [] };
const NO_MATCH: Judgement = { verdict: false, needs: [] };

const compiled = new WeakMap<Rule, CompiledExpression | string>();

/**
 * Evaluates the expression of a rule; it is compiled once. One that cannot be read (Cloudflare would have refused it) is
 * unknown.
 */
export function judge(rule: Rule, context: ExecutionContext): Judgement {
  const expression = compiled.get(rule) ?? compileRule(rule);
  if (typeof expression === 'string') return { verdict: 'unknown', needs: [expression] };
  const evaluation = evaluate(expression, context);
  if (evaluation.verdict === 'unknown') return { verdict: 'unknown', needs: evaluation.needs.map(needText) };
  return evaluation.verdict ? MATCH : NO_MATCH;
}

function compileRule(rule: Rule): CompiledExpression | string {
  const result = tryCompile(rule.expression);
  compiled.set(rule, result);
  return result;
}

function tryCompile(text: string): CompiledExpression | string {
  try {
    return compile(parse(text).expression);
  } catch (error) {
    if (!(error instanceof RulesLanguageError)) throw error;
    return 'an expression that can be read';
  }
}

function needText({ kind, name }: Evaluation['needs'][number]): string {
  switch (kind) {
    case 'field':
      return name;
    case 'list':
      return `$${name}`;
    case 'function':
      return `${name}()`;
    case 'regex':
      return `the regular expression ${name}`;
  }
}
