import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { InputError, show } from '../errors';

/** Oldest version that knows `import` with `for_each`, and `removed` with a `lifecycle`. */
const OLDEST = { Terraform: '1.7.0', OpenTofu: '1.10.0' };
const OLD_ENOUGH = `Terraform ${OLDEST.Terraform} or OpenTofu ${OLDEST.OpenTofu}, or a newer one`;

const INSTALL =
  'install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install/)';

/** Terraform is often there, and only the variable is wrong. */
const CORRECT = `unset TERRAFORM_BINARY_NAME, or set it to the name on the PATH or the full path of ${OLD_ENOUGH}`;

/** A Terraform or OpenTofu that can run our stacks. */
export interface TerraformBinary {
  readonly path: string;
  readonly version: string;
}

/**
 * Finds Terraform, or else OpenTofu, on the PATH; `TERRAFORM_BINARY_NAME` names another one, as it does for `cdktf`.
 *
 * @throws InputError `terraform/missing` or `terraform/version`, with help
 */
export async function findTerraform(environment: NodeJS.ProcessEnv): Promise<TerraformBinary> {
  const wanted = environment['TERRAFORM_BINARY_NAME'];
  const isNamed = wanted !== undefined && wanted !== '';
  const names = isNamed ? [wanted] : ['terraform', 'tofu'];
  const help = isNamed ? CORRECT : `${INSTALL}: ${OLD_ENOUGH}`;
  const path = names
    .map((name) => findOnPath(name, environment['PATH'] ?? ''))
    .find((found) => found !== undefined);
  if (path === undefined) {
    throw new InputError('terraform/missing', {
      message: isNamed
        ? `TERRAFORM_BINARY_NAME names no program, got: ${show(wanted)}`
        : 'neither Terraform nor OpenTofu is on the PATH',
      help,
    });
  }
  const version = await versionOf(path, environment, help);
  const name =
    compareVersions(version, OLDEST.OpenTofu) < 0 ? await productOf(path, environment) : 'Terraform';
  if (compareVersions(version, OLDEST[name]) < 0) {
    throw new InputError('terraform/version', {
      message: `${path} is ${name} ${version}, but stacks need ${OLDEST[name]} to import and let go of resources`,
      help,
    });
  }
  return { path, version };
}

function findOnPath(name: string, searchPath: string): string | undefined {
  const candidates = isAbsolute(name)
    ? [name]
    : searchPath.split(delimiter).map((folder) => join(folder, name));
  return candidates.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function versionOf(path: string, environment: NodeJS.ProcessEnv, help: string): Promise<string> {
  try {
    const stdout = await ask(path, ['version', '-json'], environment);
    const { terraform_version } = JSON.parse(stdout) as { terraform_version?: unknown };
    if (typeof terraform_version === 'string') return terraform_version;
  } catch {
    // Falls through: whatever it is, it is not a Terraform that we can use.
  }
  throw new InputError('terraform/version', {
    message: `${path} does not answer \`version -json\` as Terraform or OpenTofu does`,
    help,
  });
}

/** The JSON is the same for both. */
async function productOf(path: string, environment: NodeJS.ProcessEnv): Promise<keyof typeof OLDEST> {
  const stdout = await ask(path, ['version'], environment);
  return stdout.startsWith('OpenTofu') ? 'OpenTofu' : 'Terraform';
}

async function ask(path: string, words: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  // A CLI configuration that does not exist makes Terraform warn on the same stream.
  const env: NodeJS.ProcessEnv = { ...environment, CHECKPOINT_DISABLE: '1' };
  delete env['TF_CLI_CONFIG_FILE'];
  const { stdout } = await promisify(execFile)(path, words, { env, timeout: 30_000 });
  return stdout;
}

function compareVersions(a: string, b: string): number {
  // A pre-release of 1.7.0 counts as 1.7.0: it has the feature.
  const parts = (text: string) =>
    text
      .replace(/[-+].*$/, '')
      .split('.')
      .map(Number);
  const [left, right] = [parts(a), parts(b)];
  const index = [0, 1, 2].find((position) => left[position] !== right[position]);
  return index === undefined ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
