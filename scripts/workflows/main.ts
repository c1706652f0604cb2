import { environmentRedactor, InputError, redactStreams } from '../../lib/errors';
import { leftOut } from './command-environment';
import { readWords } from './read-words';
import type { Step } from './step';
import { withoutCommands, workflowError } from './workflow-commands';

/*
 * What the workflows call, by name: `npm run workflow -- plan`. Each step is loaded when it is called: the
 * sandbox, which only `plan` needs, takes as long to load as all the rest.
 */
/* eslint-disable @typescript-eslint/no-require-imports -- an import would load them at once */
const STEPS: Readonly<Record<string, () => Step>> = {
  synth: () => (require('./synthesise-stack') as typeof import('./synthesise-stack')).synthesiseStack,
  plan: () => (require('./plan-pull-request') as typeof import('./plan-pull-request')).planPullRequest,
  check: () => (require('./check-deploy') as typeof import('./check-deploy')).checkDeploy,
  apply: () => (require('./apply-plan') as typeof import('./apply-plan')).applyPlan,
  verify: () => (require('./verify-deploy') as typeof import('./verify-deploy')).verifyDeploy,
  removals: () => (require('./open-removals') as typeof import('./open-removals')).openRemovals,
  drift: () => (require('./find-drift') as typeof import('./find-drift')).findDrift,
};
/* eslint-enable @typescript-eslint/no-require-imports */

async function main(words: readonly string[]): Promise<void> {
  const { step, stack, isSynthesised } = readWords(words, STEPS, process.env['npm_package_config_stack']);
  await withoutCommands(process.env, async (write) => {
    for (const name of leftOut(process.env))
      write(`warning: ${name} is set, and is not handed on to Terraform\n`);
    await step()({ stack, environment: process.env, isSynthesised, write });
  });
}

redactStreams([process.stdout, process.stderr], environmentRedactor(process.env));
main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = 1;
  const defect = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stdout.write(workflowError(process.env, error instanceof InputError ? error.message : defect));
});
