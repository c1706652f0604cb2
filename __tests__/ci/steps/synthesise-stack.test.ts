import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesiseStack } from '../../../lib/ci/steps/synthesise-stack';
import { startsCdktf } from '../../support/with-cdktf-cli';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waf-synth-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const testWithCdktf = startsCdktf() ? test : test.skip;

testWithCdktf('code that cannot be synthesised is reported to the step that opens an issue', async () => {
  const output = join(folder, 'output.txt');
  writeFileSync(output, '');
  const environment = {
    ...process.env,
    CDKTF_OUTPUT: join(folder, 'cdktf.out'),
    GITHUB_OUTPUT: output,
    // No zone has this name.
    WAF_ZONE: '',
  };
  const context = { stack: 'dashboard-waf', environment, waf: ['waf'] as const, write: () => undefined };
  await expect(synthesiseStack(context)).rejects.toMatchObject({ code: 'workflow/synth-failed' });
  expect(readFileSync(output, 'utf8')).toBe('failure=the code of the stacks could not be synthesised\n');
});
