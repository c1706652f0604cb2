import { InputError } from '../../errors';
import { renderTerminal } from '../../review';
import { makePlan, runVerify } from '../terraform/make-plan';
import { movedExceptions } from '../outcome/moved-exceptions';
import type { Step } from '../step';

/**
 * Looks at the zone again: after a deploy a plan is empty, and `waf verify` finds what was planned.
 *
 * @throws InputError `deploy/not-converged`, `deploy/second-needed`, `deploy/not-verified`
 */
export const verifyDeploy: Step = async (context) => {
  const { stack, write } = context;
  const { review } = await makePlan(context, { lock: true });
  if (review.isEmpty) {
    await runVerify(context);
    write(`\nverified: the zone matches the code of ${stack}\n`);
    return;
  }
  write(`\n${renderTerminal(review)}\n`);
  const moved = movedExceptions(review);
  if (moved !== undefined) {
    throw new InputError('deploy/second-needed', {
      message: `the apply succeeded, but ${stack} needs a second deploy, which removes ${moved.join(', ')} from the managed phase`,
      help: 'an exception that moves to the custom phase stays in the managed one until it is live there: read the review in the log, then start the workflow by hand with its digest',
    });
  }
  throw new InputError('deploy/not-converged', {
    message: `the apply succeeded, but a plan of ${stack} afterwards is not empty`,
    help: 'someone changed the zone in the meantime, or Cloudflare did not keep what was written: read the review in the log, then start the workflow by hand with its digest',
  });
};
