import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { providerSchema } from '../../lib/provider-schema';
import { installationVariables } from '../../lib/sandbox/provider-installation';
import { findProgram } from './terraform-program';

/**
 * Before the first test of a run with the registry's provider (`WAF_TEST_PROVIDER=registry`): downloads it once, into a
 * cache that every stack of every test links to. A cache or a mirror of the developer's own is used. Terraform may read a
 * cache from several processes, but not fill it.
 */
export default function shareProvider(): (() => void) | undefined {
  if (process.env['WAF_TEST_PROVIDER'] !== 'registry') return;
  const folder = mkdtempSync(join(tmpdir(), 'waf-exceptions-provider-'));
  const cache = join(folder, 'cache');
  mkdirSync(cache);
  const installation = {
    TF_PLUGIN_CACHE_DIR: cache,
    ...installationVariables(process.env),
    // A new stack has no lock file whose checksums the cache could be held against.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true',
    CDKTF_SKIP_PROVIDER_LOCK: 'true',
  };
  const { providerVersion: version } = providerSchema;
  const required = { cloudflare: { source: 'cloudflare/cloudflare', version } };
  writeFileSync(
    join(folder, 'main.tf.json'),
    JSON.stringify({ terraform: { required_providers: required } }),
  );
  execFileSync(findProgram() ?? 'terraform', ['init', '-input=false', '-no-color'], {
    cwd: folder,
    env: { ...process.env, ...installation, CHECKPOINT_DISABLE: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.env['WAF_TEST_INSTALLATION'] = JSON.stringify(installation);
  process.on('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
}
