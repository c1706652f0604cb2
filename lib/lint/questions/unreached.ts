import type { CompiledExpression, Expression } from '../../rules-language';
import { wholeLanguage } from './whole-language';

/** Work for all questions about one list: a second or so. */
const MAX_WORK = 8_000_000;

/** A rule that keeps requests from whatever follows. */
export interface Barrier {
  readonly position: number;
  readonly expression: Expression;
}

/**
 * Finds, for a rule, an earlier one that no request of the rule gets past. Most are distinguished by one request that gets past,
 * which costs little; the others are proven.
 */
export class Barriers {
  private readonly known: (Barrier & { readonly compiled: CompiledExpression })[] = [];
  private readonly work = { left: MAX_WORK };

  get isEmpty(): boolean {
    return this.known.length === 0;
  }

  add(barrier: Barrier): void {
    this.known.push({ ...barrier, compiled: wholeLanguage().compile(barrier.expression) });
  }

  /** The first one that stands in the way of all requests, as far as that can be proven. */
  before(expression: Expression): Barrier | undefined {
    if (this.isEmpty || this.work.left <= 0) return undefined;
    const { difference, evaluate, ExecutionContext } = wholeLanguage();
    const any = difference({ anyOf: [expression], noneOf: [], work: this.work });
    if (any.kind === 'none') return undefined;
    const context = any.kind === 'some' ? ExecutionContext.fromRequest(any.request) : undefined;
    return this.known.find(
      ({ expression: outer, compiled }) =>
        this.work.left > 0 &&
        (context === undefined || evaluate(compiled, context).verdict !== false) &&
        difference({ anyOf: [expression], noneOf: [outer], work: this.work }).kind === 'none',
    );
  }
}
