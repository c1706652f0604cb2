import { InputError } from '../../lib/errors';
import { applyPlan } from './apply-plan';
import { checkDeploy } from './check-deploy';
import { findDrift } from './find-drift';
import { planPullRequest } from './plan-pull-request';
import { readWords } from './read-words';
import type { Step } from './step';
import { verifyDeploy } from './verify-deploy';
import { withoutCommands, workflowError } from './workflow-commands';

/** What the workflows call, by name: `npm run workflow -- plan dashboard-waf`. */
const STEPS: Readonly<Record<string, Step>> = {
  plan: planPullRequest,
  check: checkDeploy,
  apply: applyPlan,
  verify: verifyDeploy,
  drift: findDrift,
};

async function main(words: readonly string[]): Promise<void> {
  const { step, stack } = readWords(words, STEPS);
  await withoutCommands(process.env, (write) => step({ stack, environment: process.env, write }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = 1;
  const defect = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stdout.write(workflowError(process.env, error instanceof InputError ? error.message : defect));
});
