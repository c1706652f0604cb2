import { InputError } from '../errors';
import { withoutCommands, workflowError } from './github/workflow-commands';
import { stackName } from './stack-name';
import type { Step, StepContext } from './step';
import { leftOut } from './terraform/command-environment';

/** What a command gives its step; the name of the stack is read, and not believed. */
type CommandContext = Omit<StepContext, 'stack' | 'write'> & { readonly stack: string | undefined };

/**
 * Runs a step as the command of a workflow: nothing that it prints commands the runner, and its error becomes an
 * annotation.
 *
 * @returns Whether the step succeeded.
 */
export async function runStep(load: () => Step, context: CommandContext): Promise<boolean> {
  const { environment } = context;
  try {
    const stack = stackName(context.stack, environment);
    await withoutCommands(environment, async (write) => {
      for (const name of leftOut(environment))
        write(`warning: ${name} is set, but is not passed on to Terraform\n`);
      await load()({ ...context, stack, write });
    });
    return true;
  } catch (error) {
    const defect = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stdout.write(workflowError(environment, error instanceof InputError ? error.message : defect));
    return false;
  }
}
