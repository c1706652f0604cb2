import { escapeControls } from '../errors';
import {
  compile,
  type CompiledExpression,
  evaluate,
  type Evaluation,
  type ExecutionContext,
  readExpression,
  type Verdict,
} from '../rules-language';
import { type Rule, unreadable } from '../rulesets';

/** Whether a rule matches a request. */
export interface Judgement {
  readonly verdict: Verdict;
  /** What would decide it, as texts such as `ip.src.country` or `$office`; empty unless the verdict is `unknown`. */
  readonly needs: readonly string[];
}

const MATCH: Judgement = { verdict: true, needs: [] };
const NO_MATCH: Judgement = { verdict: false, needs: [] };

/** Whether a rule of one list matches one request. */
export type Judge = (rule: Rule) => Judgement;

/**
 * By list: its rules are found in a plain map, as a look-up in a weak one takes as long as the evaluation. A list that
 * is no longer referenced frees its expressions.
 */
const compiled = new WeakMap<readonly Rule[], Map<Rule, CompiledExpression | string>>();

/**
 * Evaluates the expressions of a list of rules; each is compiled once. One that cannot be read (Cloudflare would have
 * refused it) is unknown, and so is a rule of which only the apply of a plan shows what it does, unless it does not match.
 */
export function judgeOf(rules: readonly Rule[], context: ExecutionContext): Judge {
  const expressions = compiled.get(rules) ?? new Map<Rule, CompiledExpression | string>();
  compiled.set(rules, expressions);
  return (rule) => {
    const judgement = judged(rule);
    return rule.unknown === undefined || judgement.verdict === false
      ? judgement
      : { verdict: 'unknown', needs: [...judgement.needs, ...rule.unknown.map(unknownText)] };
  };

  function judged(rule: Rule): Judgement {
    const { problem } = unreadable(rule) ?? {};
    if (problem !== undefined) return { verdict: 'unknown', needs: [`a readable ${problem.path}`] };
    if (rule.unknown?.includes('expression') === true) return { verdict: 'unknown', needs: [] };
    let expression = expressions.get(rule);
    if (expression === undefined) {
      expression = tryCompile(rule.expression);
      expressions.set(rule, expression);
    }
    if (typeof expression === 'string') return { verdict: 'unknown', needs: [expression] };
    const { verdict, needs } = evaluate(expression, context);
    if (verdict === 'unknown') return { verdict, needs: needs.map(needText) };
    return verdict ? MATCH : NO_MATCH;
  }
}

function unknownText(path: string): string {
  return `${path} (known after the apply)`;
}

function tryCompile(text: string): CompiledExpression | string {
  const { expression, unknown, problem = '' } = readExpression(text);
  if (expression !== undefined) return compile(expression);
  const reason = unknown.length > 0 ? `${unknown.join(' and ')} is unknown` : problem;
  return `an expression that can be read (${escapeControls(reason)})`;
}

function needText({ kind, name, reason }: Evaluation['needs'][number]): string {
  switch (kind) {
    case 'field':
      return reason === undefined ? name : `${name} (${reason})`;
    case 'list':
      return `$${name}`;
    case 'function':
      return `${name}()`;
    case 'regex':
      return `the regular expression ${name}`;
  }
}
