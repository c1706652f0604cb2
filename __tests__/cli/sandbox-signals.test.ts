import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning, processTree } from '../../lib/cli/process/process-tree';
import { buildWaf } from '../support/build-package';

const REPOSITORY = resolve(__dirname, '../..');
const waf = buildWaf();
const root = mkdtempSync(join(tmpdir(), 'waf-signals-'));
const state = join(root, 'state');
const pids = join(root, 'pids');
const terraform = join(root, 'terraform');

beforeAll(() => {
  writeFileSync(terraform, '#!/bin/sh\necho \'{"terraform_version":"1.11.4"}\'\n');
  chmodSync(terraform, 0o755);
});
beforeEach(() => {
  rmSync(pids, { force: true });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** A command that starts another one; both write their ids down and stay, and with a trap they ignore signals. */
const command = (trap = ''): string =>
  `${trap} echo $$ >> ${pids}; sh -c '${trap} echo $$ >> ${pids}; while :; do sleep 0.1; done' & while :; do sleep 0.1; done`;

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exit: Promise<readonly unknown[]>;
}

function start(script: string, program = 'sh'): Started {
  const words = [waf, 'sandbox', '--state', state, '--', program, '-c', script];
  const child = spawn('node', words, {
    cwd: REPOSITORY,
    env: { ...process.env, TERRAFORM_BINARY_NAME: terraform },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output, exit: once(child, 'exit') };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(20);
}

const written = (): readonly number[] =>
  existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n').filter(Boolean).map(Number) : [];

/** Nothing is left: neither the command, nor what it has started, nor the lock. */
function expectNothingLeft(): void {
  expect(written()).toHaveLength(2);
  expect(written().filter(isRunning)).toEqual([]);
  expect(existsSync(join(state, 'sandbox.pid'))).toBe(false);
}

test.each([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGQUIT', 131],
  ['SIGTERM', 143],
] as const)(
  '%s ends the command, its children and the sandbox',
  async (signal, code) => {
    const { child, exit } = start(command());
    await until(() => written().length === 2);
    child.kill(signal);
    expect(await exit).toEqual([code, null]);
    expectNothingLeft();
  },
  120_000,
);

test('a second signal kills what ignores the first', async () => {
  const { child, exit } = start(command('trap "" INT TERM HUP;'));
  await until(() => written().length === 2);
  child.kill('SIGINT');
  await wait(500);
  expect(written().every(isRunning)).toBe(true);
  child.kill('SIGINT');
  expect(await exit).toEqual([137, null]);
  expectNothingLeft();
}, 120_000);

test('what ignores a signal is killed after a while', async () => {
  const { child, exit } = start(command('trap "" INT TERM HUP;'));
  await until(() => written().length === 2);
  child.kill('SIGTERM');
  expect(await exit).toEqual([137, null]);
  expectNothingLeft();
}, 120_000);

test('a signal while the sandbox starts leaves nothing behind', async () => {
  // On a busy machine, the lock of a command that ends at once could come and go between two looks.
  const { child, exit } = start(command());
  await until(() => existsSync(join(state, 'sandbox.pid')));
  child.kill('SIGTERM');
  const [code] = await exit;
  // It comes before the command, or while that runs.
  expect(code === 143 || existsSync(pids)).toBe(true);
  expect(written().filter(isRunning)).toEqual([]);
  expect(existsSync(join(state, 'sandbox.pid'))).toBe(false);
}, 120_000);

test('closing its input and its outputs ends nothing early', async () => {
  const ask = `curl -s -o /dev/null "$CLOUDFLARE_BASE_URL/nothing" -H "authorization: Bearer $CLOUDFLARE_API_TOKEN"`;
  const { child, exit } = start(`echo $$ > ${pids}; sleep 1; ${ask}; ${ask}; echo $? >> ${pids}`);
  await until(() => written().length === 1);
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
  expect(await exit).toEqual([0, null]);
  // The API has answered after it could not write its warning.
  expect(readFileSync(pids, 'utf8')).toMatch(/\n0\n$/);
  expect(existsSync(join(state, 'sandbox.pid'))).toBe(false);
}, 120_000);

test.each([
  ['exit 7', 7],
  ['kill -KILL $$', 137],
  ['kill -INT $$', 130],
])(
  'the exit code is that of the command: %s',
  async (script, code) => {
    expect(await start(script).exit).toEqual([code, null]);
  },
  120_000,
);

test('a program that does not exist is named', async () => {
  const { output, exit } = start('', '/nowhere');
  expect(await exit).toEqual([2, null]);
  expect(output()).toContain('error: the command cannot be run, got: `/nowhere` (spawn /nowhere ENOENT)');
  expect(existsSync(join(state, 'sandbox.pid'))).toBe(false);
}, 120_000);

test('a tree has a process, its children and theirs', async () => {
  const child = spawn('sh', ['-c', 'sh -c "sleep 60; :" & wait'], { stdio: 'ignore' });
  await until(() => processTree(child.pid ?? 0).length >= 3);
  const tree = processTree(child.pid ?? 0);
  expect(tree[0]).toBe(child.pid);
  expect(tree).not.toContain(process.pid);
  for (const pid of tree) process.kill(pid, 'SIGKILL');
  await once(child, 'exit');
});
