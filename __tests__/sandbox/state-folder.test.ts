import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockSandboxFolder } from '../../lib/sandbox/sandbox-lock';
import { claimStateFolder, resetStateFolder } from '../../lib/sandbox/state-folder';
import { buildLibrary } from '../support/build-library';
import { inputErrorOf } from '../support/refusal';

/** What a program of many loads to lock a folder. */
const LOCK = JSON.stringify(join(buildLibrary(), 'sandbox/sandbox-lock'));

/** How often each of many processes has a folder before it ends. */
const TURNS = 40;

let root: string;
const workingFolder = process.cwd();
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'waf-state-')));
});
afterEach(() => {
  process.chdir(workingFolder);
  rmSync(root, { recursive: true, force: true });
});

const refusalOf = (folder: string) => inputErrorOf(() => claimStateFolder(folder));

test('makes a folder, marks it, and finds it again', () => {
  const folder = join(root, 'a', 'b');
  expect(claimStateFolder(folder)).toBe(folder);
  expect(readdirSync(folder)).toEqual(['waf-sandbox.txt']);
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  mkdirSync(join(folder, 'terraform'));
  expect(claimStateFolder(folder)).toBe(folder);
});

test('takes a folder that holds other sandboxes, and what programs leave everywhere', () => {
  claimStateFolder(join(root, 'demo'));
  writeFileSync(join(root, '.DS_Store'), '');
  expect(claimStateFolder(root)).toBe(root);
});

test.each([
  [
    'a file',
    (folder: string) => {
      writeFileSync(join(folder, 'README.md'), 'mine');
    },
  ],
  [
    'a folder',
    (folder: string) => {
      mkdirSync(join(folder, 'README.md'));
    },
  ],
  [
    'a link',
    (folder: string) => {
      symlinkSync(root, join(folder, 'README.md'));
    },
  ],
])('leaves a folder with %s of the user alone, where it would overwrite nothing', (_title, add) => {
  const folder = join(root, 'docs');
  mkdirSync(folder);
  add(folder);
  const { code, message } = refusalOf(folder);
  expect(code).toBe('sandbox/state');
  expect(message).toContain(
    `--state names a folder without the mark of a sandbox that holds \`README.md\`, got: \`${folder}\``,
  );
  expect(readdirSync(folder)).toEqual(['README.md']);
});

test.each(['terraform', 'bin', 'cdktf.out', 'home', 'cloudflare.json', 'sandbox.pid'])(
  'touches nothing in a folder with a %s of somebody else',
  (name) => {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'mine'), 'mine');
    const { code, message } = refusalOf(root);
    expect(code).toBe('sandbox/state');
    expect(message).toContain(
      `--state names a folder without the mark of a sandbox, and its \`${name}\` would be overwritten, got: \`${root}\``,
    );
    expect(readdirSync(root)).toEqual([name]);
    expect(readFileSync(join(root, name, 'mine'), 'utf8')).toBe('mine');
  },
);

test('takes neither the folder that one works in nor one above it, though it is empty', () => {
  const work = join(root, 'work');
  mkdirSync(work);
  process.chdir(work);
  for (const folder of ['.', work, '..', root, '/', homedir()]) {
    expect(refusalOf(folder).message).toContain('must not be the working folder or one of its parents');
  }
  expect(readdirSync(work)).toEqual([]);
  expect(claimStateFolder('.waf-sandbox')).toBe(join(work, '.waf-sandbox'));
  // In a sandbox's own folder one may work.
  process.chdir('.waf-sandbox');
  expect(claimStateFolder('.')).toBe(join(work, '.waf-sandbox'));
});

test('refuses a file, a link to one, and a link to nothing', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  symlinkSync(file, join(root, 'to-file'));
  symlinkSync(join(root, 'nowhere'), join(root, 'to-nothing'));
  for (const name of ['file', 'to-file']) {
    expect(refusalOf(join(root, name)).message).toContain('--state must be a folder, but this is a file');
  }
  expect(refusalOf(join(root, 'to-nothing')).message).toContain('--state is a link to nothing');
  expect(refusalOf(join(file, 'below')).message).toMatch(/--state cannot be used \(E\w+/);
});

test('follows a link to a folder, and none inside of it', () => {
  const folder = claimStateFolder(join(root, 'real'));
  symlinkSync(folder, join(root, 'link'));
  expect(claimStateFolder(join(root, 'link'))).toBe(folder);
  const outside = join(root, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'mine'), 'mine');
  for (const name of ['bin', 'terraform', 'cdktf.out', 'home']) {
    symlinkSync(outside, join(folder, name));
    expect(refusalOf(folder).message).toContain(`names a folder in which ${name} is a link`);
    rmSync(join(folder, name));
  }
  // A link that comes later is deleted and not followed.
  symlinkSync(outside, join(folder, 'terraform'));
  resetStateFolder(folder);
  expect(existsSync(join(folder, 'terraform'))).toBe(false);
  expect(readdirSync(outside)).toEqual(['mine']);
});

test('a link is no marker', () => {
  writeFileSync(join(root, 'text'), '');
  const folder = join(root, 'folder');
  mkdirSync(folder);
  symlinkSync(join(root, 'text'), join(folder, 'waf-sandbox.txt'));
  mkdirSync(join(folder, 'terraform'));
  expect(refusalOf(folder).message).toContain('without the mark of a sandbox');
});

// Root may write everywhere.
(process.getuid?.() === 0 ? test.skip : test)('says why a folder cannot be written to', () => {
  chmodSync(root, 0o500);
  expect(refusalOf(join(root, 'a')).message).toMatch(/--state cannot be used \(EACCES/);
});

test('forgets the state of a sandbox and keeps everything else', () => {
  const folder = claimStateFolder(join(root, 'sandbox'));
  for (const name of ['terraform', 'cdktf.out', 'home', 'bin']) mkdirSync(join(folder, name));
  for (const name of ['cloudflare.json', 'notes.txt']) writeFileSync(join(folder, name), '');
  resetStateFolder(folder);
  expect(readdirSync(folder).sort()).toEqual(['bin', 'notes.txt', 'waf-sandbox.txt']);
});

describe('two sandboxes in one folder', () => {
  test('in one process', () => {
    const unlock = lockSandboxFolder(root);
    expect(inputErrorOf(() => lockSandboxFolder(root)).code).toBe('sandbox/in-use');
    unlock();
    lockSandboxFolder(root)();
    expect(readdirSync(root)).toEqual([]);
  });

  test.each([
    ['nobody has', undefined],
    ['a process left that is gone', '999999999'],
    ['holds no process id', 'x'],
  ])(
    'of many processes that start at once one gets a folder that %s',
    async (_, left) => {
      if (left !== undefined) writeFileSync(join(root, 'sandbox.pid'), left);
      const go = join(root, 'go');
      const script = `
      const { lockSandboxFolder } = require(${LOCK});
      const { existsSync } = require('node:fs');
      process.stdout.write('ready');
      const nap = new Int32Array(new SharedArrayBuffer(4));
      while (!existsSync(${JSON.stringify(go)})) Atomics.wait(nap, 0, 0, 1);
      try { lockSandboxFolder(${JSON.stringify(root)}); process.stdout.write(' got it'); }
      catch (error) { process.stdout.write(' ' + error.code); }
      process.stdin.on('end', () => process.exit(0)).resume();`;
      const children = Array.from({ length: 5 }, () => {
        const child = spawn('node', ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
        const state = { child, text: '' };
        child.stdout.on('data', (chunk: Buffer) => (state.text += chunk.toString()));
        return state;
      });
      const until = async (done: (text: string) => boolean): Promise<void> => {
        while (!children.every(({ text }) => done(text)))
          await new Promise((resolve) => setTimeout(resolve, 20));
      };
      await until((text) => text.startsWith('ready'));
      writeFileSync(go, '');
      await until((text) => text.includes(' '));
      expect(children.map(({ text }) => text.slice('ready '.length)).sort()).toEqual([
        'got it',
        ...Array<string>(4).fill('sandbox/in-use'),
      ]);
      for (const { child } of children) {
        child.stdin.end();
        await once(child, 'exit');
      }
    },
    120_000,
  );

  // In each round one process has the folder for a moment; then it dies, as far as the others can tell.
  test('of many processes that follow dead ones, never two have it', async () => {
    const folder = JSON.stringify(root);
    const script = `
      const { lockSandboxFolder } = require(${LOCK});
      const fs = require('node:fs');
      process.stdout.write('ready');
      const nap = new Int32Array(new SharedArrayBuffer(4));
      while (!fs.existsSync(${folder} + '/go')) Atomics.wait(nap, 0, 0, 1);
      const inside = ${folder} + '/inside';
      let had = 0;
      while (had < ${TURNS}) {
        let unlock;
        try { unlock = lockSandboxFolder(${folder}); }
        catch (error) { if (error.code !== 'sandbox/in-use') throw error; continue; }
        // Fails if somebody else is inside.
        fs.closeSync(fs.openSync(inside, 'wx'));
        had++;
        const dead = ${folder} + '/dead.' + process.pid;
        fs.writeFileSync(dead, '999999999 ' + process.pid + '-' + had);
        fs.rmSync(inside);
        if (had % 3 > 0) fs.renameSync(dead, ${folder} + '/sandbox.pid');
        unlock();
      }
      process.stdout.write(' ' + had);`;
    const children = Array.from({ length: 6 }, () => {
      const child = spawn('node', ['-e', script], { stdio: 'pipe' });
      const state = { child, out: '', err: '' };
      child.stdout.on('data', (chunk: Buffer) => (state.out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (state.err += chunk.toString()));
      return state;
    });
    while (!children.every(({ out, child }) => out === 'ready' || child.exitCode !== null))
      await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(join(root, 'go'), '');
    for (const { child } of children) if (child.exitCode === null) await once(child, 'exit');
    expect(children.map(({ err }) => err)).toEqual(children.map(() => ''));
    expect(children.map(({ out }) => out)).toEqual(children.map(() => `ready ${TURNS}`));
    // Nothing is left of those that followed.
    expect(readdirSync(root).filter((name) => name.startsWith('sandbox.pid.'))).toEqual([]);
  }, 120_000);

  test('the file of an owner who came in the meantime stays where it is', () => {
    const file = join(root, 'sandbox.pid');
    const next = join(root, 'next');
    writeFileSync(file, '999999999 a');
    writeFileSync(next, `${process.ppid} b`);
    const { readFileSync: reads, renameSync: renames } = fs;
    // Between reading and acting, somebody else takes over.
    jest.spyOn(fs, 'readFileSync').mockImplementation((path, options) => {
      const text = reads(path, options);
      if (path === file && existsSync(next)) renames(next, file);
      return text;
    });
    const moved = jest.spyOn(fs, 'renameSync');
    try {
      expect(inputErrorOf(() => lockSandboxFolder(root)).code).toBe('sandbox/in-use');
      expect(moved.mock.calls.filter(([from]) => from === file)).toEqual([]);
      expect(readFileSync(file, 'utf8')).toBe(`${process.ppid} b`);
    } finally {
      jest.restoreAllMocks();
    }
  });

  test('one that dies while it takes over from a dead one is followed, too', () => {
    writeFileSync(join(root, 'sandbox.pid'), '999999999 a');
    writeFileSync(join(root, 'sandbox.pid.999999999-a'), '999999998 b');
    const unlock = lockSandboxFolder(root);
    expect(readdirSync(root)).toEqual(['sandbox.pid']);
    unlock();
    writeFileSync(join(root, 'sandbox.pid'), '999999999 a');
    writeFileSync(join(root, 'sandbox.pid.999999999-a'), `${process.ppid} b`);
    expect(inputErrorOf(() => lockSandboxFolder(root)).summary).toContain(`(process ${process.ppid})`);
  });

  test('the one that ends leaves the lock of another alone', () => {
    const unlock = lockSandboxFolder(root);
    writeFileSync(join(root, 'sandbox.pid'), String(process.ppid));
    unlock();
    expect(lstatSync(join(root, 'sandbox.pid')).isFile()).toBe(true);
  });
});
