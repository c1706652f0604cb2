import { findProgram, PROGRAMS } from '../../support/terraform-program';

/**
 * `describe` for tests that run real Terraform or OpenTofu. Without either they are skipped, and the reason is printed;
 * with `CI` set they run and fail, so that a pipeline cannot lose them unnoticed.
 */
export const describeWithTerraform: jest.Describe =
  findProgram() !== undefined || process.env['CI'] !== undefined ? describe : skipAloud();

function skipAloud(): jest.Describe {
  process.stderr.write(
    `skipping the tests that need Terraform: found no ${PROGRAMS.join(' or ')} on the PATH; see the README for where to get it\n`,
  );
  return describe.skip;
}
