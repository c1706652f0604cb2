import { isAsWanted } from '../compile/field-test';
import type { CompiledExpression } from '../compile/compile';
import type { ExecutionContext } from '../context/execution-context';
import type { Need } from './unknown';

/**
 * Whether a request matches; `unknown` if it does not contain enough to decide.
 *
 * @example
 * const request = ExecutionContext.fromRequest({ method: 'GET', url: 'https://app.example.com/' });
 * const verdict: Verdict = evaluate(compile(parse('ssl').expression), request).verdict;
 * verdict; // true
 */
export type Verdict = true | false | 'unknown';

/**
 * Whether an expression matches a request.
 *
 * @example
 * const request = ExecutionContext.fromRequest({ method: 'GET', url: 'https://app.example.com/' });
 * const { expression } = parse('cf.bot_management.score lt 30');
 * const { verdict, needs }: Evaluation = evaluate(compile(expression), request);
 * verdict; // 'unknown'
 * needs; // [ { kind: 'field', name: 'cf.bot_management.score' } ]
 */
export interface Evaluation {
  /** `unknown` if the request does not contain enough to decide. */
  readonly verdict: Verdict;
  /** What would decide it, in the order of the expression; empty unless the verdict is `unknown`. */
  readonly needs: readonly Need[];
}

const TRUE: Evaluation = { verdict: true, needs: [] };
const FALSE: Evaluation = { verdict: false, needs: [] };

/**
 * Evaluates an expression on a request. The result has three values: if the request lacks something, the verdict is
 * `unknown`, unless the rest of the expression decides.
 *
 * @example
 * const compiled = compile(parse('http.host eq "app.example.com" and ip.src in $office').expression);
 * const request = ExecutionContext.fromRequest({ method: 'GET', url: 'https://app.example.com/' });
 * evaluate(compiled, request).verdict; // 'unknown'
 */
export function evaluate({ run, test }: CompiledExpression, context: ExecutionContext): Evaluation {
  const verdict = test === undefined ? run(context) : isAsWanted(context.value(test.slot), test);
  if (verdict === true) return TRUE;
  return verdict === false ? FALSE : { verdict: 'unknown', needs: verdict.needs };
}
