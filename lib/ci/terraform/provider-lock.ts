import { docsPage } from '../../errors';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { StackFiles } from './stack-files';
import type { StepContext } from '../step';

/** Folder of the lock files that are in git, because `cdktf.out` is not. */
const LOCKS = 'locks';

/**
 * Puts the provider's lock file into place and holds Terraform to it. In the sandbox no provider is installed, so there
 * is nothing to lock.
 *
 * @returns What to add to the environment of Terraform.
 */
export function useProviderLock(
  { stack, environment, write }: StepContext,
  files: StackFiles,
): NodeJS.ProcessEnv {
  if (environment['WAF_SANDBOX'] !== undefined) return {};
  const lock = resolve(LOCKS, `${stack}.lock.hcl`);
  if (!existsSync(lock)) {
    write(
      `warning: there is no ${join(LOCKS, `${stack}.lock.hcl`)}: any build of the provider is trusted; see ${docsPage('workflows.md')}\n`,
    );
    return {};
  }
  mkdirSync(files.folder, { recursive: true });
  copyFileSync(lock, join(files.folder, '.terraform.lock.hcl'));
  return { TF_CLI_ARGS_init: '-lockfile=readonly' };
}
