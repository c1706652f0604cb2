import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { requireCdktfStarts } from '../../../lib/ci/terraform/cdktf-cli';
import { inputErrorOf } from '../../support/refusal';

const TERMINAL = 'node_modules/@cdktf/node-pty-prebuilt-multiarch';
const NODE_24 = { arch: 'x64', platform: 'linux', version: 'v24.1.0', versions: { modules: '137' } } as const;

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'waf-exceptions-cdktf-cli-'));
});
afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

function install(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), '{}');
  }
}

const CLI = ['node_modules/cdktf-cli/package.json', `${TERMINAL}/package.json`];

test('refuses a version of Node for which cdktf-cli has no binary, in two lines', () => {
  install(...CLI, `${TERMINAL}/prebuilds/linux-x64/node.abi127.node`);
  const error = inputErrorOf(() => {
    requireCdktfStarts(project, NODE_24);
  });
  expect(error.code).toBe('cdktf/node-version');
  expect(error.message).toContain('got: `v24.1.0`');
  expect(error.message.split('\n')).toHaveLength(2);
});

test('names the machine for which it has none at all, and how to compile one', () => {
  install(...CLI, `${TERMINAL}/prebuilds/linux-x64/node.abi137.node`);
  const error = inputErrorOf(() => {
    requireCdktfStarts(project, { ...NODE_24, platform: 'darwin' });
  });
  expect(error.summary).toBe('cdktf-cli has no binary for this machine, got: `darwin-x64`');
  expect(error.help).toContain('`npm rebuild @cdktf/node-pty-prebuilt-multiarch`');
});

test.each([
  ['a binary that came with it', [...CLI, `${TERMINAL}/prebuilds/linux-x64/node.abi137.musl.node`]],
  ['a folder of binaries, as for Windows', [...CLI, `${TERMINAL}/prebuilds/linux-x64/abi137/pty.node`]],
  ['a binary that was compiled here', [...CLI, `${TERMINAL}/build/Release/pty.node`]],
  ['a project without cdktf-cli', []],
])('lets through %s', (_title, files) => {
  install(...files);
  expect(() => {
    requireCdktfStarts(project, NODE_24);
  }).not.toThrow();
});
