import type { Expression } from '../syntax/ast';
import { compileCondition } from './condition';
import type { FieldTest } from './field-test';
import type { ExecutionContext } from '../context/execution-context';
import type { Ternary } from '../evaluate/unknown';

/**
 * An expression ready to be evaluated on any number of requests.
 *
 * @example
 * const compiled: CompiledExpression = compile(parse('ssl').expression);
 * print(compiled.expression); // 'ssl'
 */
export interface CompiledExpression {
  readonly expression: Expression;
  /** @internal `evaluate` is the public form */
  readonly run: (context: ExecutionContext) => Ternary;
  /** @internal Set if it is nothing but this. */
  readonly test: FieldTest | undefined;
}

/**
 * Prepares an expression: regular expressions, wildcards and sets are compiled, fields and functions resolved.
 *
 * @param expression of type Bool, as `parse` gives it
 * @throws Error if it was built by hand and is not well-typed
 * @example
 * const compiled = compile(parse('http.host matches r"^(app|www)\\."').expression);
 * const request = ExecutionContext.fromRequest({ method: 'GET', url: 'https://app.example.com/' });
 * evaluate(compiled, request).verdict; // true
 */
export function compile(expression: Expression): CompiledExpression {
  const condition = compileCondition(expression);
  if (condition.vector) throw new Error('an expression must be of type Bool, not Array<Bool>');
  return { expression, run: condition.run, test: condition.test };
}
