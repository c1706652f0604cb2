import type { Expression, Value } from '../syntax/ast';
import { compileCondition } from '../compile/condition';
import { negation } from '../compile/logic';
import { compileValue } from '../compile/value';
import type { Verdict } from '../evaluate/evaluate';
import type { ExecutionContext } from '../context/execution-context';
import { showReading } from './show-reading';
import { print } from '../syntax/print';
import { CLOUDFLARE_SCHEME } from '../catalogue/scheme';
import { isValue, typeOf } from '../check/type-of';
import { type Need, type Ternary, unite, Unknown } from '../evaluate/unknown';

/**
 * The result of one part of an expression for a request.
 *
 * @example
 * const request = ExecutionContext.fromRequest({ method: 'GET', url: 'https://app.example.com/' });
 * const explanation: Explanation = explain(parse('http.request.method eq "POST"').expression, request);
 * explanation.values; // [ { name: 'http.request.method', shown: '"GET"' } ]
 */
export interface Explanation {
  /** The part itself. */
  readonly expression: Expression;
  /** A verdict for each element, where the part is a condition on the elements of arrays. */
  readonly verdict: Verdict | readonly Verdict[];
  /**
   * This part is why the whole expression has its verdict: changing no other part alone would make it certain, and each
   * part above it has its verdict because of this one.
   */
  readonly decides: boolean;
  /** What the request has for the values that this part compares. */
  readonly values: readonly ShownValue[];
  /** What would have to be known to decide this part. */
  readonly needs: readonly Need[];
  /** The operands, in the order of the text. */
  readonly parts: readonly Explanation[];
}

/** A value of the request, as text. */
export interface ShownValue {
  /** As the expression writes it, such as `http.host`. */
  readonly name: string;
  /** As an expression would write it, or `missing`, or `unknown`. */
  readonly shown: string;
}

/**
 * Evaluates every part of an expression on a request, and shows which of them decided.
 *
 * @example
 * const request = ExecutionContext.fromRequest({ method: 'GET', url: 'https://app.example.com/' });
 * const { verdict, parts } = explain(parse('ssl and http.request.method eq "POST"').expression, request);
 * verdict; // false
 * parts.map(({ decides }) => decides); // [ false, true ]
 */
export function explain(expression: Expression, context: ExecutionContext): Explanation {
  return explainPart(expression, context, true);
}

function explainPart(expression: Expression, context: ExecutionContext, decides: boolean): Explanation {
  const outcome = compileCondition(expression).run(context);
  const operands = operandsOf(expression);
  return {
    expression,
    verdict: verdictOf(outcome),
    decides,
    values: valuesOf(expression).map((value) => showValue(value, context)),
    needs: needsOf(outcome),
    parts: operands.map((operand) =>
      explainPart(operand, context, decides && isDecisive(expression, operand, outcome, context)),
    ),
  };
}

function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'logical':
      return expression.operands;
    case 'not':
      return [expression.operand];
    case 'quantifier':
      return [expression.argument];
    default:
      return [];
  }
}

/** One false operand makes an `and` false, so the others do not matter; a true one needs them all. */
function isDecisive(
  parent: Expression,
  operand: Expression,
  outcome: Ternary | readonly Ternary[],
  context: ExecutionContext,
): boolean {
  if (parent.kind !== 'logical' || parent.operator === 'xor' || Array.isArray(outcome)) return true;
  const neutral = parent.operator === 'and';
  if (outcome === neutral) return true;
  const own = compileCondition(operand).run(context);
  return outcome instanceof Unknown ? own instanceof Unknown : own === negation(neutral);
}

function verdictOf(outcome: Ternary | readonly Ternary[]): Verdict | readonly Verdict[] {
  if (outcome instanceof Unknown) return 'unknown';
  return typeof outcome === 'boolean'
    ? outcome
    : outcome.map((element) => (element instanceof Unknown ? 'unknown' : element));
}

function needsOf(outcome: Ternary | readonly Ternary[]): readonly Need[] {
  if (outcome instanceof Unknown) return outcome.needs;
  if (typeof outcome === 'boolean') return [];
  const lost = outcome.filter((element) => element instanceof Unknown);
  return lost.length === 0 ? [] : lost.reduce((left, right) => unite(left, right)).needs;
}

function valuesOf(expression: Expression): readonly Value[] {
  if (expression.kind === 'truth') return [expression.value];
  if (expression.kind !== 'comparison') return [];
  return isValue(expression.right) ? [expression.left, expression.right] : [expression.left];
}

function showValue(value: Value, context: ExecutionContext): ShownValue {
  return {
    name: print({ kind: 'truth', value }),
    shown: showReading(compileValue(value)(context), typeOf(value, CLOUDFLARE_SCHEME)),
  };
}
