import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { InputError, show, readJson } from '../../errors';
import { type PlanSource, readPlanSources } from '../../review';
import { findTerraform } from '../../sandbox/terraform-binary';
import { fileTitle, namesFile, readJsonFile } from './json-file';
import { outputFolder, readConfiguration, STACK_FILE, type StackPlace } from './read-stack';

/** Name of the plan file that `cdktf plan` leaves beside `cdk.tf.json`. */
const PLAN_FILE = 'plan';

/** Largest plan in JSON, in bytes. */
const MAX_BYTES = 256 * 1024 * 1024;

const NO_PLAN = {
  code: 'plan/file',
  help: 'give the output of `terraform show -json <plan file>`, or the name of a stack with a saved plan',
};

/** A plan in JSON, and what messages call it. */
interface ReadPlan extends PlanSource {
  /** What is to be said about it, such as that it is older than the stack. */
  readonly warning: string | undefined;
}

/**
 * Reads a plan: a file with the output of `terraform show -json`, `-` for standard input, or the name of a stack, whose
 * plan file Terraform then reads.
 *
 * @throws InputError `plan/file`, `plan/missing`, `plan/unreadable`, `review/plan-file`, and as `readConfiguration` and `findTerraform`
 */
export async function readPlan(given: string, place: StackPlace): Promise<ReadPlan> {
  if (namesFile(given)) {
    return { name: fileTitle(given), content: readJsonFile(given, NO_PLAN), warning: undefined };
  }
  const { file } = readConfiguration(given, place);
  const folder = resolve(place.directory, outputFolder(place), 'stacks', given);
  const name = file.replace(/[^/\\]*$/, PLAN_FILE);
  if (!existsSync(join(folder, PLAN_FILE))) {
    throw new InputError('plan/missing', {
      message: `the stack ${show(given)} has no plan in ${show(name)}`,
      help: `run \`cdktf plan ${given}\` first; with a remote backend that keeps plans to itself, save \`terraform show -json\` to a file and name it`,
    });
  }
  return {
    name,
    content: await showPlan(folder, name, place.environment),
    sources: readPlanSources(name, readFileSync(join(folder, PLAN_FILE))),
    warning: isOutdated(folder)
      ? `${show(name)} is older than the stack: it may not be what the code says now; run \`cdktf plan ${given}\` for a new one`
      : undefined,
  };
}

/** The stack was synthesised after its plan was made. */
function isOutdated(folder: string): boolean {
  const [plan, stack] = [PLAN_FILE, STACK_FILE].map((file) => statSync(join(folder, file)).mtimeMs);
  return plan !== undefined && stack !== undefined && plan < stack;
}

async function showPlan(
  folder: string,
  name: string,
  environment: StackPlace['environment'],
): Promise<unknown> {
  const { path } = await findTerraform(environment);
  try {
    const { stdout } = await promisify(execFile)(path, ['show', '-json', PLAN_FILE], {
      cwd: folder,
      env: { ...environment, CHECKPOINT_DISABLE: '1' },
      maxBuffer: MAX_BYTES,
    });
    return readJson(stdout);
  } catch (error) {
    const stderr = (error as { readonly stderr?: unknown }).stderr;
    throw new InputError('plan/unreadable', {
      message: `Terraform cannot show ${show(name)}: ${show(typeof stderr === 'string' && stderr !== '' ? stderr.trim() : String(error))}`,
      help: 'plan again; in the sandbox, run this command inside of it too: `waf sandbox -- ...`',
    });
  }
}
