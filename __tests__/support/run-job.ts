import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../lib/ci/step';
import { stackName } from '../../lib/ci/stack-name';
import { InputError } from '../../lib/errors';
import { expandedSteps, type Job } from './github-workflow';
import { type Contexts, evaluated, filled, isMet } from './workflow-expression';

/** What a job of a workflow runs with. */
export interface JobOptions {
  readonly contexts: Contexts;
  /** The variables of the runner, and of the sandbox in place of the network. */
  readonly environment: NodeJS.ProcessEnv;
  /** A folder for the files of the runner. */
  readonly folder: string;
  /** The steps of `waf ci`, by name: in this process, because to start a program takes longer than most of them. */
  readonly steps: Readonly<Record<string, Step>>;
  readonly waf: readonly [string, ...string[]];
}

/** How one job of a matrix ended. */
export interface EndedJob {
  readonly matrix: Readonly<Record<string, string>>;
  /** Commands that ran, and that one was left out: `(ci apply)`. */
  readonly ran: readonly string[];
  readonly error: InputError | undefined;
  readonly log: string;
}

/**
 * Runs a job as GitHub does: for each value of its matrix, one after the other, the commands of its steps and of the actions
 * that they use. None runs if its condition does not hold.
 */
export async function runJob(job: Job, options: JobOptions): Promise<readonly EndedJob[]> {
  if (!isMet(job.if, options.contexts)) return [];
  const { stack = [] } = job.strategy?.matrix ?? {};
  const stacks =
    typeof stack === 'string'
      ? (evaluated(stack.replace(/^\$\{\{|\}\}$/g, ''), options.contexts) as readonly string[])
      : stack;
  const ended: EndedJob[] = [];
  for (const one of stacks) ended.push(await runOne(job, { stack: one }, options));
  return ended;
}

async function runOne(
  job: Job,
  matrix: Readonly<Record<string, string>>,
  { contexts, environment, folder, steps, waf }: JobOptions,
): Promise<EndedJob> {
  const results: Record<string, { outputs: Readonly<Record<string, string>> }> = {};
  const all = { ...contexts, matrix, steps: results };
  const ran: string[] = [];
  let log = '';
  for (const step of expandedSteps(job.steps ?? [])) {
    const [, words] = /^npm run --silent waf -- (.*)$/.exec(step.run ?? '') ?? [];
    if (words === undefined) continue;
    if (!isMet(step.if, all)) {
      ran.push(`(${words})`);
      continue;
    }
    ran.push(words);
    const [command, name = '', ...flags] = words.split(' ');
    if (command !== 'ci') continue;
    const given = Object.entries(step.env ?? {}).map(([key, text]) => [key, filled(text, all)]);
    const output = join(folder, 'output.txt');
    const summary = join(folder, 'summary.md');
    for (const file of [output, summary]) writeFileSync(file, '');
    const own = {
      ...environment,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      ...(Object.fromEntries(given) as NodeJS.ProcessEnv),
    };
    try {
      await steps[name]?.({
        stack: stackName(undefined, own),
        environment: own,
        waf,
        isSynthesised: flags.includes('--skip-synth'),
        write: (text) => {
          log += text;
        },
      });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      if (step['continue-on-error'] !== true) return { matrix, ran, error, log };
    }
    const lines = readFileSync(output, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    if (step.id !== undefined) {
      results[step.id] = {
        outputs: Object.fromEntries(
          lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
        ),
      };
    }
  }
  return { matrix, ran, error: undefined, log };
}
