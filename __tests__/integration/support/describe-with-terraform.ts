import { spawnSync } from 'node:child_process';

const PROGRAMS = [process.env['TERRAFORM_BINARY_NAME'] ?? ['terraform', 'tofu']].flat();

/**
 * `describe` for tests that run real Terraform or OpenTofu. Without either they are skipped, and the reason is printed;
 * with `CI` set they run and fail, so that a pipeline cannot lose them unnoticed.
 */
export const describeWithTerraform: jest.Describe =
  isPresent() || process.env['CI'] !== undefined ? describe : skipAloud();

function isPresent(): boolean {
  return PROGRAMS.some((program) => spawnSync(program, ['version'], { stdio: 'ignore' }).error === undefined);
}

function skipAloud(): jest.Describe {
  process.stderr.write(
    `skipping the tests that need Terraform: found no ${PROGRAMS.join(' or ')} on the PATH; see the README for where to get it\n`,
  );
  return describe.skip;
}
