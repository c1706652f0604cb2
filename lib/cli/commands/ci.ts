import { docsPage } from '../../errors';
import { Command } from 'commander';
import type { Step } from '../../ci/step';
import { runStep } from '../../ci/run-step';
import { examples } from '../examples';
import { EXIT_FOUND } from '../exit-codes';

/** A step of a workflow, as a command. */
interface CiStep {
  readonly name: string;
  readonly description: string;
  /** Whether it synthesises the stack, unless an earlier step has. */
  readonly synthesises: boolean;
  readonly load: () => Step;
}

/*
 * Each step is loaded when it is called: the sandbox, which only `plan` needs, takes as long to load as all the rest.
 */
/* eslint-disable @typescript-eslint/no-require-imports -- an import would load them at once */
const STEPS: readonly CiStep[] = [
  {
    name: 'synth',
    description: 'Synthesise the app without secrets in its environment',
    synthesises: false,
    load: () =>
      (require('../../ci/steps/synthesise-stack') as typeof import('../../ci/steps/synthesise-stack'))
        .synthesiseStack,
  },
  {
    name: 'plan',
    description: 'Plan a pull request, and keep the review up to date in a comment',
    synthesises: true,
    load: () =>
      (require('../../ci/steps/plan-pull-request') as typeof import('../../ci/steps/plan-pull-request'))
        .planPullRequest,
  },
  {
    name: 'check',
    description: 'Plan the deploy, and stop unless its digest is the approved one',
    synthesises: true,
    load: () =>
      (require('../../ci/steps/check-deploy') as typeof import('../../ci/steps/check-deploy')).checkDeploy,
  },
  {
    name: 'apply',
    description: 'Apply exactly the plan that passed the check',
    synthesises: false,
    load: () =>
      (require('../../ci/steps/apply-plan') as typeof import('../../ci/steps/apply-plan')).applyPlan,
  },
  {
    name: 'verify',
    description: 'After the apply, check that a plan is empty and that each exception is live',
    synthesises: false,
    load: () =>
      (require('../../ci/steps/verify-deploy') as typeof import('../../ci/steps/verify-deploy')).verifyDeploy,
  },
  {
    name: 'drift',
    description: 'Plan the main branch, and keep one issue about drift and exceptions that have ended',
    synthesises: true,
    load: () =>
      (require('../../ci/steps/find-drift') as typeof import('../../ci/steps/find-drift')).findDrift,
  },
  {
    name: 'removals',
    description: 'Open a pull request to remove each exception that is no longer needed',
    synthesises: false,
    load: () =>
      (require('../../ci/steps/open-removals') as typeof import('../../ci/steps/open-removals')).openRemovals,
  },
];
/* eslint-enable @typescript-eslint/no-require-imports */

const EXIT_CODES =
  '\nExit code: 0 the workflow may continue, 1 it must stop (the log says why), 2 a wrong option.';

/** `waf ci <step>` */
export function ciCommand(): Command {
  const command = new Command('ci')
    .description('Run the steps of the GitHub workflows: synth, plan, check, apply, verify, drift, removals')
    .addHelpText(
      'after',
      examples(
        'waf ci synth dashboard-waf     run the code of the app, without secrets',
        'waf ci plan dashboard-waf      plan and review what a pull request does',
      ),
    )
    .addHelpText(
      'after',
      `\nThe steps read settings and secrets from the environment; ${docsPage('cli/ci.md')} lists them.${EXIT_CODES}`,
    );
  for (const step of STEPS) command.addCommand(stepCommand(step));
  return command;
}

function stepCommand({ name, description, synthesises, load }: CiStep): Command {
  const command = new Command(name)
    .description(description)
    .argument(
      '[stack]',
      'name of the stack (default: the variable WAF_STACK, then `config.stack` in package.json)',
    );
  if (synthesises)
    command.option('--skip-synth', 'do not synthesise the app, because an earlier step has done it');
  return command
    .addHelpText('after', examples(`waf ci ${name} dashboard-waf${synthesises ? ' --skip-synth' : ''}`))
    .addHelpText('after', EXIT_CODES)
    .action(async (stack: string | undefined, { skipSynth }: CiFlags) => {
      const isDone = await runStep(load, {
        stack,
        environment: process.env,
        waf: [process.execPath, ...process.execArgv, ...process.argv.slice(1, 2)],
        isSynthesised: skipSynth === true,
      });
      if (!isDone) process.exitCode = EXIT_FOUND;
    });
}

interface CiFlags {
  readonly skipSynth?: boolean;
}
