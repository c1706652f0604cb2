import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { InputError } from '../../lib/errors';
import { type Review, reviewPlan } from '../../lib/review';
import { planFailure } from './failures';
import { useProviderLock } from './provider-lock';
import { commandEnvironment, runCommand } from './run-command';
import { type StackFiles, stackFiles } from './stack-files';
import type { StepContext } from './step';

/** How to plan. */
export interface PlanOptions {
  /** Hold the state's lock. A read-only token for the state cannot, and does not need to: it writes nothing. */
  readonly lock: boolean;
  /**
   * Plan what was synthesised before.
   *
   * @default false
   */
  readonly skipSynth?: boolean;
}

/** A plan, saved as a file, and what it means. */
export interface SavedPlan {
  readonly files: StackFiles;
  readonly review: Review;
}

/** How long to wait for whoever holds the state's lock. */
const LOCK_TIMEOUT = '-lock-timeout=120s';

/**
 * Plans a stack by `cdktf plan`, which saves the plan, and reviews it.
 *
 * @throws InputError `workflow/plan-failed` with what is known of the reason, and as `reviewPlan`
 */
export async function makePlan(context: StepContext, options: PlanOptions): Promise<SavedPlan> {
  const { stack } = context;
  const files = stackFiles(stack, context.environment);
  const { code, output } = await runCdktf(
    context,
    files,
    ['plan', stack, ...(options.skipSynth === true ? ['--skip-synth'] : [])],
    { TF_CLI_ARGS_plan: options.lock ? LOCK_TIMEOUT : '-lock=false' },
  );
  if (code !== 0) throw planFailure(stack, output);
  return { files, review: await reviewSavedPlan(files, context.environment) };
}

/** What the saved plan means. */
export async function reviewSavedPlan(files: StackFiles, environment: NodeJS.ProcessEnv): Promise<Review> {
  return reviewPlan({ name: files.plan, content: await showPlan(files, environment) });
}

/** Applies the saved plan, and nothing else: with a plan file Terraform asks nothing and plans nothing. */
export function applySavedPlan(
  context: StepContext,
  files: StackFiles,
): Promise<{ readonly code: number; readonly output: string }> {
  return runCdktf(context, files, ['deploy', context.stack, '--skip-synth'], {
    // CDKTF knows no option for a plan file; with --auto-approve it would refuse one.
    TF_CLI_ARGS_apply: `${LOCK_TIMEOUT} plan`,
  });
}

/** What `waf preflight` says about the stack that was synthesised. */
export async function runPreflight({ stack, environment, write }: StepContext): Promise<void> {
  const words = ['-r', 'ts-node/register', 'lib/cli/main.ts', 'preflight', stack];
  const { code } = await runCommand(process.execPath, words, { environment, write });
  if (code === 0) return;
  throw new InputError('workflow/preflight', {
    message: `\`waf preflight ${stack}\` found what must not go on, or could not look`,
    help: 'read its lines in the log above; docs/cli/preflight.md explains them',
  });
}

function runCdktf(
  context: StepContext,
  files: StackFiles,
  words: readonly string[],
  extra: NodeJS.ProcessEnv,
): Promise<{ readonly code: number; readonly output: string }> {
  const environment = {
    ...context.environment,
    CDKTF_OUTPUT: files.output,
    CHECKPOINT_DISABLE: '1',
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
    ...useProviderLock(context, files),
    ...extra,
  };
  const program = resolve('node_modules', '.bin', 'cdktf');
  return runCommand(program, words, { environment, write: context.write });
}

async function showPlan(files: StackFiles, environment: NodeJS.ProcessEnv): Promise<unknown> {
  const program = environment['TERRAFORM_BINARY_NAME'] ?? 'terraform';
  const words = [`-chdir=${files.folder}`, 'show', '-json', 'plan'];
  const env = { ...commandEnvironment(environment), CHECKPOINT_DISABLE: '1' };
  const { stdout } = await promisify(execFile)(program, words, { env, maxBuffer: 512 * 1024 * 1024 });
  return JSON.parse(stdout) as unknown;
}
