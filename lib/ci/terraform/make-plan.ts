import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { docsPage, InputError, readJson } from '../../errors';
import { readPlanSources, type Review, reviewPlan } from '../../review';
import { planFailure, synthFailure } from '../outcome/failures';
import { requireCdktfStarts } from './cdktf-cli';
import { useProviderLock } from './provider-lock';
import { commandEnvironment, withoutSecrets } from './command-environment';
import { refuseExecutions } from '../policy/refuse-executions';
import { type CommandResult, runCommand } from './run-command';
import { sealOf, type StackFiles, stackFiles } from './stack-files';
import type { StepContext } from '../step';

/** How to plan. */
export interface PlanOptions {
  /** Hold the state's lock. A read-only token for the state cannot, and does not need to: it writes nothing. */
  readonly lock: boolean;
}

/** A plan, saved as a file, and what it means. */
export interface SavedPlan {
  readonly files: StackFiles;
  /** Of the files as they were before they were judged: see `sealOf`. */
  readonly seal: string;
  readonly review: Review;
}

/** How long to wait for whoever holds the state's lock. */
const LOCK_TIMEOUT = '-lock-timeout=120s';

/**
 * Plans the synthesised stack by `cdktf plan`, which saves the plan, and reviews it. Data sources, providers and modules
 * run while Terraform plans: what the policy does not allow is refused before.
 *
 * @throws InputError `workflow/plan-failed` with what is known of the reason, `workflow/no-token`, `workflow/no-plan`,
 * `review/executes`, and as `reviewPlan`
 */
export async function makePlan(context: StepContext, options: PlanOptions): Promise<SavedPlan> {
  const { stack, environment } = context;
  requireToken(environment);
  const files = stackFiles(stack, environment);
  refuseExecutions(context, files);
  // With a remote backend that plans by itself no file is saved: an older one must not pass for it.
  rmSync(files.plan, { force: true });
  const { code, output } = await runCdktf(context, files, ['plan', stack, '--skip-synth'], {
    ...useProviderLock(context, files),
    TF_CLI_ARGS_plan: options.lock ? LOCK_TIMEOUT : '-lock=false',
  });
  if (code !== 0) throw planFailure(stack, output);
  // Before the plan is read: what is judged is then what is sealed, or the seal is broken.
  const seal = sealOf(files);
  return { files, seal, review: await reviewSavedPlan(files, environment) };
}

/**
 * Writes the stack as Terraform's JSON, by `cdktf synth`, without any secret in its environment. The workflows do it in a
 * step of its own that has none to give, and say so with `--skip-synth`: a program can read the environment of the one
 * that started it.
 *
 * @throws InputError `workflow/synth-failed`
 */
export async function synthesise(context: StepContext): Promise<void> {
  if (context.isSynthesised === true) return;
  const files = stackFiles(context.stack, context.environment);
  const environment = withoutSecrets(context.environment);
  // An older one must not pass for it.
  rmSync(files.configuration, { force: true });
  const { code, output } = await runCdktf({ ...context, environment }, files, ['synth'], {});
  if (code !== 0) throw synthFailure(output);
}

/** What the saved plan means. */
export async function reviewSavedPlan(files: StackFiles, environment: NodeJS.ProcessEnv): Promise<Review> {
  return reviewPlan({
    name: files.plan,
    content: await showPlan(files, environment),
    sources: readPlanSources(files.plan, readFileSync(files.plan)),
  });
}

/** Applies the saved plan, and nothing else: with a plan file Terraform asks nothing and plans nothing. */
export function applySavedPlan(context: StepContext, files: StackFiles): Promise<CommandResult> {
  return runCdktf(context, files, ['deploy', context.stack, '--skip-synth'], {
    ...useProviderLock(context, files),
    // CDKTF knows no option for a plan file; with --auto-approve it would refuse one.
    TF_CLI_ARGS_apply: `${LOCK_TIMEOUT} plan`,
  });
}

/** What `waf preflight` says about the stack that was synthesised. */
export async function runPreflight(context: StepContext): Promise<void> {
  const { stack } = context;
  if ((await runWaf(context, ['preflight', stack])).code === 0) return;
  throw new InputError('workflow/preflight', {
    message: `\`waf preflight ${stack}\` found a problem, or could not run its checks`,
    help: `read its lines in the log above; ${docsPage('cli/preflight.md')} explains them`,
  });
}

/**
 * What `waf verify` says about the stack after its deploy. The variable `VERIFY_REQUESTS` names a file of requests that are sent.
 *
 * @throws InputError `deploy/not-verified`
 */
export async function runVerify(context: StepContext): Promise<void> {
  const { stack, environment } = context;
  const requests = environment['VERIFY_REQUESTS'] ?? '';
  const words = requests === '' ? [] : ['--request-file', requests];
  if ((await runWaf(context, ['verify', stack, ...words])).code === 0) return;
  throw new InputError('deploy/not-verified', {
    message: `the apply succeeded, but \`waf verify ${stack}\` found that it did not do what it should, or could not run its checks`,
    help: `read its lines in the log above; ${docsPage('cli/verify.md')} explains them`,
  });
}

/** What an issue reports of `waf status`. The plan reports an exception that ends soon; a rule of others is not this team's task. */
const DUE = 'blocked-again,ended,nothing-to-skip,unused,less-to-skip';

/**
 * What `waf status` says is due about the exceptions on the zones of the stack that was synthesised, as Markdown;
 * `undefined` if nothing is, or if it could not look: that ends no search for drift.
 */
export async function runStatus(context: StepContext): Promise<string | undefined> {
  const { stack, write } = context;
  const { code, output } = await runWaf(context, ['status', stack, '--format', 'markdown', '--fail-on', DUE]);
  if (code > 1)
    write('warning: waf status could not run, so the issue does not say which exceptions are due\n');
  // What is due is written to the other stream too, on separate lines.
  return code === 1 ? output.replace(/^error: .*\n/gm, '') : undefined;
}

/** The JSON of `waf status` about the zones of the stack that was synthesised; `undefined` if it could not look. */
export async function runStatusJson(context: StepContext): Promise<unknown> {
  const { code, output } = await runWaf({ ...context, write: () => undefined }, [
    'status',
    context.stack,
    '--format',
    'json',
  ]);
  if (code !== 0) return undefined;
  try {
    return JSON.parse(output) as unknown;
  } catch {
    // A note on the other stream comes between its lines.
    return undefined;
  }
}

/** Runs a command of `waf`, and says how it ended. */
function runWaf(
  { environment, waf: [program, ...own], write }: StepContext,
  words: readonly string[],
): Promise<CommandResult> {
  return runCommand(program, [...own, ...words], { environment, write });
}

function runCdktf(
  context: StepContext,
  files: StackFiles,
  words: readonly string[],
  extra: NodeJS.ProcessEnv,
): Promise<CommandResult> {
  requireCdktfStarts(process.cwd());
  const program = resolve('node_modules', '.bin', 'cdktf');
  return runCommand(program, words, {
    environment: context.environment,
    extra: {
      CDKTF_OUTPUT: files.output,
      CHECKPOINT_DISABLE: '1',
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
      ...extra,
    },
    write: context.write,
  });
}

function requireToken(environment: NodeJS.ProcessEnv): void {
  if ((environment['CLOUDFLARE_API_TOKEN'] ?? '') !== '') return;
  throw new InputError('workflow/no-token', {
    message: 'CLOUDFLARE_API_TOKEN is not set',
    help: `add that secret to the job's environment: ${docsPage('workflows.md')}`,
  });
}

/** The saved plan as JSON. */
export async function showPlan(files: StackFiles, environment: NodeJS.ProcessEnv): Promise<unknown> {
  const program = environment['TERRAFORM_BINARY_NAME'] ?? 'terraform';
  const words = [`-chdir=${files.folder}`, 'show', '-json', 'plan'];
  const env = { ...commandEnvironment(environment), CHECKPOINT_DISABLE: '1' };
  const { stdout } = await promisify(execFile)(program, words, { env, maxBuffer: 512 * 1024 * 1024 });
  return readJson(stdout);
}
