import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { startSandbox } from '../../lib/sandbox';
import { findTerraform } from '../../lib/sandbox/terraform-binary';
import { describeWithTerraform } from './support/describe-with-terraform';
import { DeployedStack } from './support/sandbox-zone';

const HOSTS = ['registry.terraform.io', 'registry.opentofu.org'];
const PLATFORM = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;

describeWithTerraform('the registry’s provider in the sandbox', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waf-exceptions-mirror-'));
  const [mirror, cache, config] = ['mirror', 'cache', 'terraformrc'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  beforeAll(() => {
    mkdirSync(cache);
    for (const host of HOSTS) {
      const version = join(mirror, host, 'cloudflare', 'cloudflare', '5.14.0', PLATFORM);
      mkdirSync(version, { recursive: true });
      // What is installed is not started: any program will do.
      writeFileSync(join(version, 'terraform-provider-cloudflare_v5.14.0'), '#!/bin/sh\nexit 1\n', {
        mode: 0o755,
      });
    }
    const installation = `provider_installation {\n  filesystem_mirror { path = ${JSON.stringify(mirror)} }\n}\n`;
    writeFileSync(config, installation);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('comes from the mirror and the cache that the environment names', async () => {
    const directory = join(folder, 'sandbox');
    const sandbox = await startSandbox({
      directory,
      terraform: await findTerraform(process.env),
      environment: {
        ...process.env,
        // Relative to where the sandbox is started, while Terraform runs in the stack's folder.
        TF_CLI_CONFIG_FILE: relative(process.cwd(), config),
        TF_PLUGIN_CACHE_DIR: relative(process.cwd(), cache),
        TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true',
      },
      provider: 'registry',
    });
    try {
      const stack = join(directory, 'cdktf.out', 'stacks', 's');
      mkdirSync(stack, { recursive: true });
      const required_providers = { cloudflare: { source: 'cloudflare/cloudflare', version: '5.14.0' } };
      writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify({ terraform: { required_providers } }));
      const init = await new DeployedStack(stack, sandbox.environment).terraform('init', '-input=false');
      expect(init).toMatchObject({ code: 0 });
      const [host = ''] = readdirSync(join(stack, '.terraform', 'providers'));
      const installed = join('cloudflare', 'cloudflare', '5.14.0', PLATFORM);
      expect(readlinkSync(join(stack, '.terraform', 'providers', host, installed))).toBe(
        join(cache, host, installed),
      );
    } finally {
      await sandbox.close();
    }
  });
});
