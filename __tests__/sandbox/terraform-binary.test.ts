import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTerraform } from '../../lib/sandbox/terraform-binary';

const folder = mkdtempSync(join(tmpdir(), 'waf-binary-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A program that answers `version` as this one does. */
function program(name: string, product: string, version: string): NodeJS.ProcessEnv {
  const json = JSON.stringify({ terraform_version: version, platform: 'linux_amd64' });
  writeFileSync(
    join(folder, name),
    `#!/bin/sh\nif [ "$2" = -json ]; then echo '${json}'; else echo '${product} v${version}'; fi\n`,
    { mode: 0o755 },
  );
  return { PATH: `${folder}:/usr/bin:/bin`, TERRAFORM_BINARY_NAME: name };
}

test.each([
  ['Terraform', '1.7.0', undefined],
  ['Terraform', '1.9.8', undefined],
  ['Terraform', '1.7.0-rc1', undefined],
  ['Terraform', '1.6.6', '1.7.0'],
  ['OpenTofu', '1.10.0', undefined],
  ['OpenTofu', '1.12.3', undefined],
  ['OpenTofu', '1.9.4', '1.10.0'],
  ['OpenTofu', '1.7.10', '1.10.0'],
])('%s %s', async (product, version, needed) => {
  const name = `${product}-${version}`;
  const found = findTerraform(program(name, product, version));
  if (needed === undefined) {
    expect(await found).toEqual({ path: join(folder, name), version });
    return;
  }
  await expect(found).rejects.toMatchObject({
    code: 'terraform/version',
    summary: `${join(folder, name)} is ${product} ${version}, but stacks need ${needed} to import and let go of resources`,
    help: expect.stringContaining('Terraform 1.7.0 or OpenTofu 1.10.0, or a newer one') as string,
  });
});
