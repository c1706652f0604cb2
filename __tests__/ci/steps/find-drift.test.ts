import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDrift } from '../../../lib/ci/steps/find-drift';
import { folderWith } from '../../cli/stack-folder';
import { synthStack } from '../../support/synth';
import { wafIn } from '../../support/waf';
import { FakeGitHub, WRITE_TOKEN } from '../github/fake-github';

const STATUS = {
  zones: [
    {
      rules: [
        {
          kind: 'exception',
          label: 'export',
          ref: 'wafx__dashboard__export',
          end: '2026-03-31T23:59:59.999Z',
          due: [{ kind: 'ended', advice: 'remove' }],
        },
      ],
    },
  ],
};

test('an exception that has ended is handed over, although it fails the synth', async () => {
  const github = await FakeGitHub.start();
  const folder = folderWith({
    'status.js': `console.log(${JSON.stringify(JSON.stringify(STATUS))});`,
    output: '',
  });
  const stack = join(folder, 'cdktf.out/stacks/dashboard-waf');
  mkdirSync(stack, { recursive: true });
  const { terraform } = synthStack((scope) => void wafIn(scope));
  writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify(terraform));
  const drift = findDrift({
    stack: 'dashboard-waf',
    environment: {
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: 'acme/waf',
      GITHUB_TOKEN: WRITE_TOKEN,
      GITHUB_OUTPUT: join(folder, 'output'),
      CDKTF_OUTPUT: join(folder, 'cdktf.out'),
      SYNTH_FAILURE: 'the exception ended',
      WAF_REMOVALS: 'on',
    },
    waf: [process.execPath, join(folder, 'status.js')],
    write: () => undefined,
  });
  await expect(drift).rejects.toThrow('the exception ended');
  await github.close();
  expect(readFileSync(join(folder, 'output'), 'utf8')).toBe(
    'removals=[{"id":"export","reason":"ended","ended":"2026-03-31"}]\n',
  );
  expect(github.issues).toMatchObject([{ title: 'WAF drift: dashboard-waf' }]);
});
