import type { ZonePlan } from '../cloudflare';
import { type ExceptionLint, type ExceptionFinding, type FindingId, type MadeRule } from '../exceptions';
// By file: the parser and the evaluator would be loaded at each synth.
import { check } from '../rules-language/check/check';
import type { RuleList } from '../rulesets';
import { EXCEPTION_RULES } from './exception-rules';
import { excerpt } from './questions/excerpt';
import { ruleRunner } from './run/run-rules';
import { ruleSubject } from './subject';

/** Where an exception is to be deployed. */
export interface ExceptionPlace {
  readonly plan: ZonePlan | undefined;
  /** The zone's domain name. */
  readonly zoneName: string | undefined;
  readonly nowMs: number;
}

const runRules = ruleRunner(EXCEPTION_RULES);

/** Only a list shows these: `waf lint` finds them, and judges the accepts that name them. */
const ONLY_IN_LISTS: readonly FindingId[] = ['duplicate-exception', 'nothing-to-skip', 'shadowed-exception'];

/** The lint rules for exceptions of this place, but for what the props tell and what only a list shows. */
export function lintFor(place: ExceptionPlace): ExceptionLint {
  return { lint: (made) => lintRule(made, place), isLookedFor: (id) => !ONLY_IN_LISTS.includes(id) };
}

function lintRule(
  { rule, phase, expression }: MadeRule,
  { plan, zoneName, nowMs }: ExceptionPlace,
): readonly ExceptionFinding[] {
  const { ref, action, action_parameters: parameters, description, enabled, logging } = rule;
  const linted = {
    ref,
    action,
    parameters: { ...parameters },
    description,
    enabled,
    logging: logging.enabled,
    expression: rule.expression,
  };
  const list: RuleList = { rules: [linted], phase, kind: 'zone', plan, zoneName };
  const errors = check(expression, { phase, ...(plan && { zonePlan: plan }) });
  const findings: ExceptionFinding[] = [];
  runRules(
    ruleSubject(linted, list, { expression, errors }, nowMs),
    ({ id, severity }, { message, help }) => {
      findings.push({ id, severity, message, help });
    },
  );
  return findings.some(({ severity }) => severity === 'error')
    ? withExcerpts(findings, list, nowMs)
    : findings;
}

/** What an exception was built from has no place in a text: its printed expression has. */
function withExcerpts(
  findings: readonly ExceptionFinding[],
  list: RuleList,
  nowMs: number,
): readonly ExceptionFinding[] {
  const text = list.rules[0]?.expression ?? '';
  const places = linter().lint(list, nowMs);
  return findings.map((finding) => {
    if (finding.severity !== 'error') return finding;
    const { range } =
      places.find(({ id, message }) => id === finding.id && message === finding.message) ?? {};
    return range === undefined ? finding : { ...finding, excerpt: excerpt(text, range) };
  });
}

/** Loaded when it is needed: the parser would cost each synth, and most exceptions have no error. */
function linter(): typeof import('./lint') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at once
  return require('./lint') as typeof import('./lint');
}
