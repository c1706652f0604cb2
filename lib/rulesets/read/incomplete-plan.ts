import { booleanOf, listOf, objectOf } from './members';
import type { PlacedList } from './placed-list';

/** Why a plan does not hold all that its stack does. */
export interface IncompletePlan {
  /** The key of the plan that says so. */
  readonly key: string;
  /** Completes a sentence that begins with the name of the plan. */
  readonly says: string;
  readonly help: string;
}

/** Why rules may be missing in a plan of Terraform; `undefined` if none can be, and for what is no plan. */
export function incompletePlan(content: unknown): IncompletePlan | undefined {
  const plan = objectOf(content);
  if (booleanOf(plan['errored']) === true) {
    return {
      key: 'errored',
      says: 'is a plan that Terraform could not finish',
      help: 'correct what `terraform plan` reported, and plan again',
    };
  }
  if (booleanOf(plan['complete']) === false) {
    return {
      key: 'complete',
      says: 'is a plan of a part of the stack only',
      help: 'plan without `-target`: what it leaves out is not known',
    };
  }
  const deferred = DEFERRED.find((key) => listOf(plan[key]).length > 0);
  if (deferred === undefined) return undefined;
  return {
    key: deferred,
    says: 'leaves changes to a later plan',
    help: 'plan without `-allow-deferral`: what is deferred is not known',
  };
}

const DEFERRED = ['deferred_changes', 'deferred_action_invocations'];

/** An incomplete plan, as a list of its own that cannot be read. */
export function missingParts(content: unknown): readonly PlacedList[] {
  const part = incompletePlan(content);
  if (part === undefined) return [];
  const { key, says, help } = part;
  const message = `the file ${says}: rules may be missing`;
  const problem = { kind: 'missing', pattern: key, path: key, reason: says, message, help } as const;
  return [{ place: 'the plan', list: { rules: [], problems: [problem] } }];
}
