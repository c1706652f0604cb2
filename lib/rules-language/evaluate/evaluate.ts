import type { CompiledExpression } from '../compile/compile';
import type { ExecutionContext } from '../context/execution-context';
import type { Need } from './unknown';

export type Verdict = true | false | 'unknown';

/** Whether an expression matches a request. */
export interface Evaluation {
  readonly verdict: Verdict;
  /** What would decide it, in the order of the expression; empty unless the verdict is `unknown`. */
  readonly needs: readonly Need[];
}

const TRUE: Evaluation = { verdict: true, needs: [] };
const FALSE: Evaluation = { verdict: false, needs: [] };

/**
 * Evaluates an expression on a request. Three-valued: what the request does not tell makes the verdict `unknown`, unless
 * the rest of the expression decides without it.
 */
export function evaluate(compiled: CompiledExpression, context: ExecutionContext): Evaluation {
  const verdict = compiled.run(context);
  if (verdict === true) return TRUE;
  return verdict === false ? FALSE : { verdict: 'unknown', needs: verdict.needs };
}
