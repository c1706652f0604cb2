import { isMitigating } from '../../cloudflare';
import type { Rule as ManagedRule, Ruleset } from '../cloudflare-api';
import type { EngineMatch, EngineVerdicts } from '../rule-engine';
import type { Match, Stop } from './decision';
import { managedMatch } from './match-of';
import { THRESHOLD_RULE } from './stand-in-rules';

/** A rule of the OWASP ruleset, after overrides and exceptions. */
export interface ScoredRule {
  readonly rule: ManagedRule;
  readonly isOn: boolean;
  /** `score`, unless an override gives the rule an action of its own. */
  readonly action: string;
  readonly threshold: number;
}

/**
 * Runs the OWASP ruleset by the engine: what is off is switched off there, and the engine adds up the score. A rule with an
 * action of its own acts by itself and adds nothing.
 */
export function runScoredRuleset(
  ruleset: Ruleset,
  rules: readonly ScoredRule[],
  engine: EngineVerdicts,
): { readonly stop: Stop | undefined; readonly matches: readonly Match[] } {
  const deciding = rules.find(({ rule }) => rule.id === THRESHOLD_RULE);
  const threshold = deciding?.threshold ?? 0;
  const scoring = rules.filter(
    ({ rule, isOn, action }) => isOn && (action === 'score' || rule.id === THRESHOLD_RULE),
  );
  const acting = rules.filter((one) => one.isOn && !scoring.includes(one));
  const matches: Match[] = [];
  if (acting.length > 0) {
    const found = engine.matches({ threshold, off: numbersWithout(rules, acting) });
    for (const { rule, action } of acting) {
      const match = found.find(({ number }) => number === numberOf(rule));
      if (match === undefined) continue;
      matches.push(matchOf(ruleset, rule, action, match));
      if (isMitigating(action)) return { stop: { action }, matches };
    }
  }
  const found = engine.matches({ threshold, off: numbersWithout(rules, scoring) });
  const decided = found.find(({ number }) => number === numberOf(deciding?.rule));
  // Contributors are reported only where their sum decides.
  if (deciding === undefined || decided === undefined) return { stop: undefined, matches };
  for (const { rule } of scoring) {
    const match =
      rule.id === THRESHOLD_RULE ? undefined : found.find(({ number }) => number === numberOf(rule));
    if (match !== undefined) matches.push(matchOf(ruleset, rule, 'log', match));
  }
  const { action } = deciding;
  matches.push(managedMatch(ruleset, deciding.rule, action));
  return { stop: isMitigating(action) ? { action } : undefined, matches };
}

/** The event of a sandbox also says which variable matched. */
function matchOf(ruleset: Ruleset, rule: ManagedRule, action: string, { variable }: EngineMatch): Match {
  const match = managedMatch(ruleset, rule, action);
  return variable === '' ? match : { ...match, metadata: { ...match.metadata, sandbox_variable: variable } };
}

function numbersWithout(rules: readonly ScoredRule[], on: readonly ScoredRule[]): readonly number[] {
  const kept = new Set(on);
  return rules.filter((one) => !kept.has(one)).map(({ rule }) => numberOf(rule));
}

/** The number of the core rule set, with which Cloudflare's title begins. */
function numberOf(rule: ManagedRule | undefined): number {
  const title = rule?.['description'];
  return Number(typeof title === 'string' ? /^\d{6}(?=: )/.exec(title)?.[0] : NaN);
}
