import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findParts } from '../../../scripts/lab/parts';
import { codeBlocks } from '../../project/markdown';
import { read, ROOT } from '../../project/source-files';
import { findProgram } from '../../support/terraform-program';

const PAGE = 'docs/incident.md';
const FOLDER = join(ROOT, '.waf-sandbox/lab');

/** `describe` where the parts of the lab are, or where a machine without them is to fail: with CI set. */
const describeWithParts = (): jest.Describe => {
  if (process.env['CI'] !== undefined) return describe;
  try {
    findParts();
    if (findProgram() !== undefined) return describe;
    process.stderr.write('skipped: tests of the lab, which need Terraform or OpenTofu\n');
  } catch (error) {
    process.stderr.write(`skipped: ${String(error)}\n`);
  }
  return describe.skip;
};

/** The program of `npm run lab`, and what it prints. */
function startLab(): { readonly lab: ChildProcess; readonly printed: () => string } {
  // nginx and gunicorn have the day of this machine, and so has the edge before them.
  const env = { ...process.env };
  delete env['NODE_OPTIONS'];
  delete env['WAF_TEST_CLOCK_SHIFT_MS'];
  const lab = spawn(process.execPath, ['-r', 'ts-node/register', 'scripts/lab/main.ts'], { cwd: ROOT, env });
  let output = '';
  for (const stream of [lab.stdout, lab.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  return { lab, printed: () => output };
}

/** The command lines of programs that were started for the lab of this folder. */
function leftOver(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(commandLine)
    .filter((line) => line.includes(FOLDER));
}

/** Whether the lab has started the browser. */
function hasBrowser({ pid }: ChildProcess): boolean {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.some((child) => commandLine(child).includes('--remote-debugging-pipe'));
}

/** A process as it was started; empty if it has ended. */
function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** What differs from run to run. */
function withoutRun(text: string): string {
  return text
    .replace(/\b[0-9a-f]{16}\b/g, 'RAY')
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, 'DAY')
    .replace(/\d+ bytes/g, 'N bytes');
}

describeWithParts()('npm run lab', () => {
  test('tells the story and every suspect as the page has it, and leaves no process', async () => {
    const { lab, printed } = startLab();
    const [code] = (await once(lab, 'close')) as [number | null];
    expect(`${code}\n${code === 0 ? '' : printed()}`).toBe('0\n');
    const lines = printed().replace(/^ {3}\| /gm, '');
    const blocks = codeBlocks(PAGE, read(PAGE)).filter(({ language }) => language === 'text');
    expect(blocks.length).toBeGreaterThan(5);
    for (const { code: block } of blocks) expect(withoutRun(lines)).toContain(withoutRun(block));
    expect(leftOver()).toEqual([]);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('leaves no process when it is ended by %s', async (signal, code) => {
    const { lab, printed } = startLab();
    // With a browser: unless told otherwise, Playwright ends the program on SIGINT by itself.
    while (!hasBrowser(lab) && lab.exitCode === null) await wait(20);
    expect(printed()).toContain('The export answers 403');
    expect(leftOver().length).toBeGreaterThan(1);
    lab.kill(signal);
    expect((await once(lab, 'close'))[0]).toBe(code);
    expect(leftOver()).toEqual([]);
  });
});

test('what is missing is named at once, with what installs it', () => {
  expect(() => findParts('/nowhere', '/nowhere')).toThrow(
    /the lab needs (?:nginx, )?ffmpeg, curl, chromium, the Python packages of the application.*apt-get install .*ffmpeg.*pip install --require-hashes/s,
  );
});
