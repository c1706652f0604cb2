import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { read, ROOT } from './source-files';

/** The command that the README gives for the whole check. */
const TEST_COMMAND = 'npm test';

test('.ci/run is executable', () => {
  expect(() => {
    accessSync(join(ROOT, '.ci', 'run'), constants.X_OK);
  }).not.toThrow();
});

test('.ci/run installs from the lock file and runs the test command last', () => {
  const commands = read('.ci/run')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(commands).toContain('set -euo pipefail');
  expect(commands).toContain('npm ci --ignore-scripts');
  expect(commands.at(-1)).toBe(TEST_COMMAND);
});

test('.ci/run tries integration tests that there are with OpenTofu, where it is on the PATH', () => {
  const [, names = ''] =
    /if command -v tofu .*\n +TERRAFORM_BINARY_NAME=tofu npx jest __tests__\/integration\/\{(.*)\}\.test\.ts\nfi\n/.exec(
      read('.ci/run'),
    ) ?? [];
  expect(names.split(',').length).toBeGreaterThan(1);
  for (const name of names.split(',')) {
    expect(existsSync(join(ROOT, '__tests__/integration', `${name}.test.ts`))).toBe(true);
  }
});

test('.ci/run sets CI, so that a missing Terraform is a failure', () => {
  expect(read('.ci/run')).toMatch(/^export CI=true$/m);
});

const ifReadme = existsSync(join(ROOT, 'README.md')) ? test : test.skip;
ifReadme('the README gives the same test command', () => {
  expect(read('README.md')).toContain(TEST_COMMAND);
});

test('the test command runs Jest and each check', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  expect(scripts['test']).toBe('node scripts/run-tests.mjs');
  const runner = read('scripts/run-tests.mjs');
  expect(runner).toContain("'node_modules/jest/bin/jest.js'");
  for (const check of ['code', 'format', 'unused']) {
    expect(scripts['check']).toContain(`check:${check}`);
    expect(runner).toContain(`'check:${check}'`);
  }
});
