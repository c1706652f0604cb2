import { InputError } from '../../errors';
import { synthesise } from '../terraform/make-plan';
import type { Step } from '../step';
import { setOutput } from '../github/workflow-commands';

/**
 * Writes the stack as Terraform's JSON, where there is no secret yet. If that fails, its output `failure` says why, for
 * the step that reports it.
 *
 * @throws InputError `workflow/synth-failed`
 */
export const synthesiseStack: Step = async (context) => {
  try {
    await synthesise(context);
  } catch (error) {
    if (error instanceof InputError) setOutput(context.environment, 'failure', error.summary);
    throw error;
  }
};
