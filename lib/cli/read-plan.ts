import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { InputError, show } from '../errors';
import { findTerraform } from '../sandbox';
import { outputFolder, readConfiguration, type StackPlace } from './read-stack';

/** Name of the plan file that `cdktf plan` leaves beside `cdk.tf.json`. */
const PLAN_FILE = 'plan';

/** Largest plan in JSON, in bytes. */
const MAX_BYTES = 256 * 1024 * 1024;

/** A plan in JSON, and what messages call it. */
interface ReadPlan {
  readonly name: string;
  readonly content: unknown;
}

/**
 * Reads a plan: a file with the output of `terraform show -json`, `-` for standard input, or the name of a stack, whose
 * plan file Terraform then reads.
 *
 * @throws InputError `plan/file`, `plan/missing`, `plan/unreadable`, and as `readConfiguration` and `findTerraform`
 */
export async function readPlan(given: string, place: StackPlace): Promise<ReadPlan> {
  if (given === '-' || existsSync(given)) {
    return { name: given === '-' ? 'standard input' : given, content: readJson(given) };
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
  return { name, content: await showPlan(folder, name, place.environment) };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8')) as unknown;
  } catch (error) {
    throw new InputError('plan/file', {
      message: `${show(file)} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      help: 'give the output of `terraform show -json <plan file>`, or the name of a stack with a saved plan',
    });
  }
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
    return JSON.parse(stdout) as unknown;
  } catch (error) {
    const stderr = (error as { readonly stderr?: unknown }).stderr;
    throw new InputError('plan/unreadable', {
      message: `Terraform cannot show ${show(name)}: ${show(typeof stderr === 'string' && stderr !== '' ? stderr.trim() : String(error))}`,
      help: 'plan again; in the sandbox, run this command inside of it too: `waf sandbox -- ...`',
    });
  }
}
