import type { Argument, Call, Comparison, Expression, Field } from '../syntax/ast';
import { suggestion } from '../../errors';
import type { ExpressionFinding } from '../errors/errors';
import { argumentFormFinding, argumentRangeFinding } from './argument-value';
import type { Parameter } from '../catalogue/functions';
import {
  type CheckedPhase,
  includesPlan,
  MAX_EXPRESSION_LENGTH,
  type ZonePlan,
  PLAN_FACTS,
  RATE_LIMIT_PHASE,
} from '../../cloudflare';
import { expressionLength } from '../text/expression-length';
import { listFindings } from '../catalogue/lists';
import { COMPARISONS, type OperatorFacts } from '../catalogue/operators';
import { print } from '../syntax/print';
import { CLOUDFLARE_SCHEME, type Scheme } from '../catalogue/scheme';
import { undocumentedFindings } from './undocumented';
import { visit } from '../syntax/visit';

/**
 * Where an expression is used.
 *
 * @example
 * const options: CheckOptions = { phase: 'http_request_firewall_managed', zonePlan: 'pro' };
 * const { expression } = parse('cf.bot_management.score lt 30');
 * check(expression, options).map(({ code }) => code); // [ 'expression/plan' ]
 */
export interface CheckOptions {
  /**
   * The phase of its rule.
   *
   * @default - restrictions to some phases are not checked
   */
  readonly phase?: CheckedPhase;
  /**
   * It is the counting expression of a rate limit, which may look at the response.
   *
   * @default - it selects requests
   */
  readonly counting?: boolean;
  /**
   * The zone's plan.
   *
   * @default - restrictions to some plans are not checked
   */
  readonly zonePlan?: ZonePlan;
  /**
   * The names that the expression may use.
   *
   * @default - every field and function of Cloudflare
   */
  readonly scheme?: Scheme;
}

/** What fields, functions and operators have in common. */
interface Availability {
  readonly phases?: readonly CheckedPhase[];
  readonly plan?: ZonePlan;
  readonly addOn?: true;
  readonly everyPlanIn?: readonly CheckedPhase[];
  readonly isCounted?: true;
}

const NONE: readonly ExpressionFinding[] = [];

/** Functions of which an expression may hold one, once. */
const ONCE: readonly string[] = ['regex_replace', 'wildcard_replace'];

/**
 * What Cloudflare refuses in a rule of this phase and plan, although the text is a valid expression. Empty if
 * Cloudflare accepts it.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/
 * @example
 * const { expression } = parse('http.request.body.size gt 1000');
 * check(expression, { zonePlan: 'enterprise' }); // []
 * check(expression, { zonePlan: 'pro' }).map(({ code }) => code); // [ 'expression/plan' ]
 */
export function check(expression: Expression, options: CheckOptions = {}): readonly ExpressionFinding[] {
  return [...checkValue(expression, options), ...lengthFindings(expression)];
}

/** The same for an expression that computes a text. */
export function checkValue(
  expression: Expression | Argument,
  options: CheckOptions = {},
): readonly ExpressionFinding[] {
  const scheme = options.scheme ?? CLOUDFLARE_SCHEME;
  const unknowns = unknownNames(expression, scheme);
  // Without their types nothing can be said of what is done with them.
  if (unknowns.length > 0) return unknowns;
  const findings: ExpressionFinding[] = [];
  const replacements: Call[] = [];
  visit(expression, (node) => {
    if (node.kind === 'field') findings.push(...fieldFindings(node, scheme, options));
    if (node.kind === 'comparison') findings.push(...comparisonFindings(node, scheme, options));
    if (node.kind === 'call') {
      findings.push(...callFindings(node, scheme, options));
      if (ONCE.includes(node.function)) replacements.push(node);
    }
  });
  return [...findings, ...replacements.slice(1).map(secondReplacement)];
}

function unknownNames(expression: Expression | Argument, scheme: Scheme): readonly ExpressionFinding[] {
  const findings: ExpressionFinding[] = [];
  visit(expression, (node) => {
    if (node.kind === 'field' && !scheme.fields.has(node.name)) {
      findings.push(unknown('field', node.name, scheme.fields, node));
    }
    if (node.kind === 'call' && !scheme.functions.has(node.function)) {
      findings.push(unknown('function', node.function, scheme.functions, node));
    }
  });
  return findings;
}

function fieldFindings(field: Field, scheme: Scheme, options: CheckOptions): readonly ExpressionFinding[] {
  return availability(() => `\`${field.name}\``, scheme.fields.get(field.name), field, options);
}

function callFindings(call: Call, scheme: Scheme, options: CheckOptions): readonly ExpressionFinding[] {
  const facts = scheme.functions.get(call.function);
  const findings = [...availability(() => `\`${call.function}()\``, facts, call, options)];
  for (const [index, parameter] of (facts?.parameters ?? []).entries()) {
    findings.push(...argumentFindings(call, parameter, index));
  }
  return findings;
}

function argumentFindings(call: Call, parameter: Parameter, index: number): readonly ExpressionFinding[] {
  const argument = call.arguments[index];
  if (argument === undefined) return NONE;
  const finding =
    // `parse` refuses such a number; this is for what was built.
    argumentRangeFinding(call.function, parameter, argument, call.arguments) ??
    argumentFormFinding(call.function, parameter, argument);
  return finding === undefined ? NONE : [{ ...finding, ...placeOf(argument) }];
}

function comparisonFindings(
  comparison: Comparison,
  scheme: Scheme,
  options: CheckOptions,
): readonly ExpressionFinding[] {
  const { operator, right } = comparison;
  const facts: OperatorFacts = COMPARISONS[operator];
  const available = availability(() => `the operator \`${operator}\``, facts, comparison, options);
  const undocumented = undocumentedFindings(comparison, scheme);
  if (right.kind !== 'list') return available.length === 0 ? undocumented : [...available, ...undocumented];
  return [...available, ...listFindings(comparison.left, right, scheme, options.zonePlan), ...undocumented];
}

/** @param name what findings call it: most have none */
function availability(
  name: () => string,
  facts: Availability = {},
  node: Pick<Expression, 'range'>,
  { phase, zonePlan: plan, counting }: CheckOptions,
): readonly ExpressionFinding[] {
  if (facts.phases === undefined && facts.plan === undefined) return NONE;
  const what = name();
  const findings: ExpressionFinding[] = [];
  const isHere = phase === undefined || facts.phases === undefined || facts.phases.includes(phase);
  if (!isHere && !(counting === true && facts.isCounted === true)) {
    findings.push({
      code: 'expression/phase',
      message: `${what} cannot be used in the phase \`${phase}\``,
      help: helpFor(facts, phase),
      ...placeOf(node),
    });
  }
  const isOnEveryPlan = phase !== undefined && facts.everyPlanIn?.includes(phase) === true;
  if (plan !== undefined && facts.plan !== undefined && !isOnEveryPlan && !includesPlan(plan, facts.plan)) {
    const orHigher = facts.plan === 'enterprise' ? '' : ' or higher';
    findings.push({
      code: 'expression/plan',
      message: `${what} needs the plan ${PLAN_FACTS[facts.plan].name}${orHigher}${facts.addOn === true ? ' and an add-on' : ''}, the zone has ${PLAN_FACTS[plan].name}`,
      ...placeOf(node),
    });
  }
  return findings;
}

function helpFor({ phases = [], isCounted }: Availability, phase: CheckedPhase): string {
  if (phase === RATE_LIMIT_PHASE && isCounted === true) return 'move it to the `counting_expression`';
  return `use it in: ${phases.join(', ')}`;
}

function unknown(
  kind: 'field' | 'function',
  name: string,
  known: ReadonlyMap<string, unknown>,
  node: Pick<Expression, 'range'>,
): ExpressionFinding {
  const help = suggestion(name, known.keys());
  return {
    code: `expression/unknown-${kind}`,
    message: `unknown ${kind} \`${name}\``,
    ...(help === undefined ? {} : { help }),
    ...placeOf(node),
  };
}

function secondReplacement(call: Call): ExpressionFinding {
  return {
    code: 'expression/one-replacement',
    message: `an expression takes one of ${ONCE.map((name) => `\`${name}\``).join(' and ')}, once`,
    help: 'divide the work among several rules',
    ...placeOf(call),
  };
}

/** `parse` has measured what was written; the printed form of the same tree may be longer. */
function lengthFindings(expression: Expression): readonly ExpressionFinding[] {
  if (expression.range !== undefined) return [];
  const length = expressionLength(print(expression));
  if (length <= MAX_EXPRESSION_LENGTH) return [];
  return [
    {
      code: 'expression/length',
      message: `an expression has at most ${MAX_EXPRESSION_LENGTH} characters, got: ${length}`,
      help: 'move addresses to a list, or divide the expression among several rules',
    },
  ];
}

function placeOf({ range }: Pick<Expression, 'range'>): Pick<ExpressionFinding, 'range'> {
  return range === undefined ? {} : { range };
}
