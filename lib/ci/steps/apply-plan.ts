import { InputError, show } from '../../errors';
import { isAllowed, renderTerminal } from '../../review';
import { knownReason } from '../outcome/failures';
import { lostUpdates } from '../outcome/lost-updates';
import { applySavedPlan, makePlan, reviewSavedPlan, showPlan } from '../terraform/make-plan';
import { allowedBy } from '../policy/policy';
import { executionRefusal } from '../policy/refuse-executions';
import { sealOf, type StackFiles, stackFiles } from '../terraform/stack-files';
import type { Step, StepContext } from '../step';
import { whatWasWritten } from '../outcome/what-was-written';

/**
 * Applies the plan that the check let pass, and no other. After a failure it looks at the zone and reports what was
 * written, as far as that can be known.
 *
 * @throws InputError `deploy/tampered`, `deploy/failed`, `review/executes`, and as `reviewPlan`
 */
export const applyPlan: Step = async (context) => {
  const { environment, stack, write } = context;
  const files = stackFiles(stack, environment);
  requireSeal(context, files);
  // Whatever the file says of itself: a plan that is unfinished, partial or runs what is not allowed is not applied.
  const planned = await reviewSavedPlan(files, environment);
  const allowed = allowedBy(environment);
  const refused = planned.executions.filter((one) => !isAllowed(one, allowed));
  if (refused.length > 0) throw executionRefusal(stack, refused);
  // Nothing comes between: what was held to the seal is what is applied.
  requireSeal(context, files);
  const { code, output } = await applySavedPlan(context, files);
  if (code === 0) return;
  const known = knownReason(output);
  const before = await showPlan(files, environment);
  write('\nThe apply failed. Planning again to see what it has done.\n');
  const left = await makePlan(context, { lock: true }).then(
    ({ review }) => review,
    () => undefined,
  );
  if (left !== undefined) write(`\nWhat is left to do:\n${renderTerminal(left)}\n`);
  const versions =
    known?.isLostUpdate !== true || left === undefined
      ? []
      : lostUpdates(before, await showPlan(files, environment));
  throw new InputError('deploy/failed', {
    message: [
      `the apply failed${known === undefined ? '' : `: ${[known.reason, ...versions].join(': ')}`}`,
      whatWasWritten(planned.digest, left),
      ...(known?.isLostUpdate === true ? ['what someone else wrote in between may be gone, or back'] : []),
    ].join('; '),
    help: known?.help ?? 'read the errors in the log above',
  });
};

function requireSeal({ environment, stack }: StepContext, files: StackFiles): void {
  const expected = environment['PLAN_SEAL'] ?? '';
  const found = sealOf(files);
  if (found === expected) return;
  throw new InputError('deploy/tampered', {
    message: `the saved plan of ${stack} or its cdk.tf.json is not the one that was checked: ${found} instead of ${show(expected)}`,
    help: 'nothing was written; find out what writes to cdktf.out between the steps, then run the workflow again',
  });
}
