import { spawnSync } from 'node:child_process';

const named = process.env['TERRAFORM_BINARY_NAME'];

/** The programs that will do, the best first. `TERRAFORM_BINARY_NAME` names the only one, as it does for `cdktf`. */
export const PROGRAMS: readonly string[] =
  named === undefined || named === '' ? ['terraform', 'tofu'] : [named];

/** The program to run; `undefined` if there is none. */
export function findProgram(): string | undefined {
  return PROGRAMS.find((program) => spawnSync(program, ['version'], { stdio: 'ignore' }).error === undefined);
}
