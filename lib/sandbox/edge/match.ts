import type { ExecutionContext } from '../../rules-language/context/execution-context';
import { readRule, type Rule } from '../../rulesets';
import { type Judge, type Judgement, judgeOf } from '../../trace';
import type { Ruleset } from '../cloudflare-api';

/** Reads the rules of rulesets, and decides which of them match. */
export interface Matcher {
  readonly rulesOf: (ruleset: Ruleset) => readonly Rule[];
  /** Tells which rules of a list match one request. */
  readonly judgeOf: (rules: readonly Rule[], context: ExecutionContext) => Judge;
}

const NO_MATCH: Judgement = { verdict: false, needs: [] };

/**
 * Reads each ruleset version once. An expression that cannot be decided offline, or that was stored before the API checked
 * expressions and is none, does not match; each is reported once.
 */
export function newMatcher(warn: (text: string) => void): Matcher {
  // Writes replace a version and never change it, so the object stands for the version.
  const read = new WeakMap<Ruleset, readonly Rule[]>();
  const told = new Set<string>();
  return {
    rulesOf(ruleset) {
      const rules = read.get(ruleset) ?? ruleset.rules.map((rule) => readRule(rule));
      read.set(ruleset, rules);
      return rules;
    },
    judgeOf(rules, context) {
      const judge = judgeOf(rules, context);
      return (rule) => {
        const judgement = judge(rule);
        if (judgement.verdict !== 'unknown') return judgement;
        const text = `the edge treats rule ${rule.id ?? ''} as not matching, because it cannot know ${judgement.needs.join(', ')}`;
        if (!told.has(text)) warn(text);
        told.add(text);
        return NO_MATCH;
      };
    },
  };
}
