import { compile, type CompiledExpression } from '../../rules-language/compile';
import { evaluate } from '../../rules-language/evaluate';
import type { ExecutionContext } from '../../rules-language/execution-context';
import { parse } from '../../rules-language';
import type { Rule, Ruleset } from '../cloudflare-api';

/** The enabled rules of a ruleset that match, in order; what is not asked for is not evaluated. */
export type Matcher = (ruleset: Ruleset, context: ExecutionContext) => Iterable<Rule>;

/**
 * Compiles each ruleset version once. An expression that cannot be decided offline, or that was stored before the API
 * checked expressions and is none, does not match; each is told once on standard error.
 */
export function newMatcher(warn: (text: string) => void): Matcher {
  const compiled = new WeakMap<Ruleset, ReadonlyMap<string, CompiledExpression>>();
  const told = new Set<string>();
  const tell = (text: string): void => {
    if (!told.has(text)) warn(text);
    told.add(text);
  };
  const compileRuleset = (ruleset: Ruleset): ReadonlyMap<string, CompiledExpression> => {
    const rules = new Map<string, CompiledExpression>();
    for (const { id, expression } of ruleset.rules) {
      try {
        rules.set(id, compile(parse(expression).expression));
      } catch (error) {
        tell(
          `the edge takes rule ${id} as not matching: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    compiled.set(ruleset, rules);
    return rules;
  };
  return function* matching(ruleset, context) {
    // Writes replace a version and never change it, so the object stands for the version.
    const expressions = compiled.get(ruleset) ?? compileRuleset(ruleset);
    for (const rule of ruleset.rules) {
      const expression = expressions.get(rule.id);
      if (!rule.enabled || expression === undefined) continue;
      const { verdict, needs } = evaluate(expression, context);
      if (verdict === true) yield rule;
      if (verdict === 'unknown') {
        const names = needs.map(({ name }) => name).join(', ');
        tell(`the edge takes rule ${rule.id} as not matching: it cannot know ${names}`);
      }
    }
  };
}
