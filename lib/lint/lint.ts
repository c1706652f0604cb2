import type { FindingId, Severity } from '../exceptions';
import { DATA_CENTER, VISITOR } from '../cloudflare';
import type { InnerExpression } from '../cloudflare/rule';
import type { Expression, ExpressionFinding as LanguageFinding, Range } from '../rules-language';
// By file: the index loads all that can be done with an expression, and lint needs little of it.
import { check, checkValue } from '../rules-language/check/check';
import { RulesLanguageError } from '../rules-language/errors/errors';
import { parse, parseValue } from '../rules-language/parse/parse';
import { hasNoText, type RuleList } from '../rulesets';
import { withoutAccepted } from './run/accepted';
import { ExemptionReader } from './questions/coverage';
import { ProvenCoverage } from './questions/proven-coverage';
import type { Edit, FoundInList, LintRule } from './rule';
import { LINT_RULES } from './rules';
import { ruleRunner } from './run/run-rules';
import { type ReadExpression, ruleSubject } from './subject';

/** Something about a rule, or a list of rules, that its author should know. */
export interface LintFinding {
  readonly id: FindingId;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  /** Position in the list; absent if it is about the list as a whole. */
  readonly rule?: number;
  /** The part of the rule's expression, in UTF-16 offsets; absent if it is about the whole rule. */
  readonly range?: Range;
  /** The text that the part is of; absent if it is the rule's own expression. */
  readonly expression?: string;
  /** Where the file holds it, such as `result.rules[2].enabled`; absent if that is not known. */
  readonly path?: string;
  /** Edits of the rule's own expression after which it means the same, or exempts less; absent where no fix is sure. */
  readonly fix?: readonly Edit[];
}

/**
 * Everything that the lint rules find in a list, by rule and then by place. The time is linear in the number of rules.
 *
 * @param nowMs Milliseconds since 1970 from which the end of a rule is judged; by default the present.
 */
export function lint(list: RuleList, nowMs: number = Date.now()): readonly LintFinding[] {
  const findings: LintFinding[] = [];
  const reader = new ExemptionReader();
  const expressions: (Expression | undefined)[] = [];
  for (const [position, rule] of list.rules.entries()) {
    // Of a plan: what it does, or for which requests, is not there to be looked at.
    if (rule.unknown?.some((path) => path === 'expression' || path === 'action') === true) continue;
    const own = hasNoText(rule) ? UNREAD : read(rule.expression, list);
    expressions[position] = own.expression;
    const inner = rule.inner?.map((one) => ({ of: one, errors: errorsIn(one, list) }));
    const subject = ruleSubject(rule, list, own, nowMs, inner);
    // Of what is no rule at all there is nothing else to say.
    if (rule.problems?.some(({ pattern }) => pattern === '') === true) continue;
    runRules(subject, (lintRule, found) => findings.push(findingOf(lintRule, { ...found, rule: position })));
    if (rule.unknown === undefined) reader.add(subject, position);
  }
  const { exemptions } = reader;
  const coverage = new ProvenCoverage(exemptions, list);
  for (const lintRule of LIST_RULES) {
    for (const found of lintRule.check({ list, exemptions, expressions, coverage })) {
      findings.push(findingOf(lintRule, found));
    }
  }
  return [...withoutAccepted(list, findings, LIST_RULES)].sort(byPlace);
}

const runRules = ruleRunner(LINT_RULES);
const LIST_RULES = LINT_RULES.filter((lintRule) => lintRule.scope === 'list');

/** `unreadable-rule` reports what has no text. */
const UNREAD: ReadExpression = { expression: undefined, errors: [] };

function read(text: string, { phase, plan }: RuleList, counting = false): ReadExpression {
  try {
    const { expression } = parse(text);
    return {
      expression,
      errors: check(expression, { ...(phase && { phase }), ...(plan && { zonePlan: plan }), counting }),
    };
  } catch (error) {
    if (!(error instanceof RulesLanguageError)) throw error;
    return { expression: undefined, errors: error.errors };
  }
}

function errorsIn({ use, text }: InnerExpression, list: RuleList): readonly LanguageFinding[] {
  if (use === 'counting') return read(text, list, true).errors;
  if (use === 'characteristic') return errorsInCharacteristic(text, list);
  const { phase, plan } = list;
  try {
    return checkValue(parseValue(text), { ...(phase && { phase }), ...(plan && { zonePlan: plan }) });
  } catch (error) {
    if (!(error instanceof RulesLanguageError)) throw error;
    return error.errors;
  }
}

/** What gives a counter its key is a value of any type, or a condition. */
function errorsInCharacteristic(text: string, list: RuleList): readonly LanguageFinding[] {
  if (text === DATA_CENTER || text === VISITOR) return [];
  const asValue = errorsIn({ use: 'value', text, path: '' }, list);
  if (asValue.every(({ code }) => code === 'expression/type')) return [];
  const { expression, errors } = read(text, list, true);
  return expression === undefined ? asValue : errors;
}

/** What a lint rule has found, as a finding of its. */
export function findingOf(
  { id, severity }: LintRule,
  { message, help, rule, range, expression, path, fix }: FoundInList,
): LintFinding {
  return {
    id,
    severity,
    message,
    help,
    ...(rule === undefined ? {} : { rule }),
    ...(range === undefined ? {} : { range }),
    ...(expression === undefined ? {} : { expression }),
    ...(path === undefined ? {} : { path }),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** By rule and place; what is found in one place by id. */
export function byPlace(a: LintFinding, b: LintFinding): number {
  return (
    (a.rule ?? -1) - (b.rule ?? -1) ||
    (a.range?.start ?? -1) - (b.range?.start ?? -1) ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}
