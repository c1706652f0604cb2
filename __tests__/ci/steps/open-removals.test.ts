import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openRemovals } from '../../../lib/ci/steps/open-removals';
import { FakeGitHub, WRITE_TOKEN } from '../github/fake-github';

const MAIN = `import { WafException } from 'waf-exceptions';
import { old } from './old';

new WafException(waf, 'old-export', { from: old });
new WafException(waf, 'export', {});
for (const waf of all) {
  new WafException(waf, 'everywhere', {});
}
`;

let github: FakeGitHub;
let folder: string;
const repository = process.cwd();
beforeEach(async () => {
  github = await FakeGitHub.start();
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'waf-removals-')));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(folder, 'cdktf.json'), '{"app": "npx ts-node main.ts"}');
  writeFileSync(join(folder, 'main.ts'), MAIN);
  process.chdir(folder);
});
afterEach(async () => {
  process.chdir(repository);
  rmSync(folder, { recursive: true });
  await github.close();
});

async function run(removals: unknown, extra: NodeJS.ProcessEnv = {}): Promise<string> {
  let log = '';
  await openRemovals({
    stack: 'dashboard-waf',
    environment: {
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: 'acme/waf',
      GITHUB_TOKEN: WRITE_TOKEN,
      GITHUB_SHA: 'b'.repeat(40),
      GITHUB_REF_NAME: 'main',
      REMOVALS: typeof removals === 'string' ? removals : JSON.stringify(removals),
      ...extra,
    },
    waf: ['waf'],
    write: (text) => {
      log += text;
    },
  });
  return log;
}

test('opens a pull request that removes the exception from its file', async () => {
  const log = await run([{ id: 'old-export', reason: 'unused' }]);
  const [pull] = github.opened;
  expect(log).toBe(`old-export: opened pull request ${pull?.number ?? ''}\n`);
  expect(pull).toMatchObject({
    title: 'Remove the WAF exception old-export',
    head: 'waf-remove-dashboard-waf-old-export',
    base: 'main',
  });
  expect(pull?.body).toContain(
    'The exception `old-export` is no longer needed: no request has matched it for 30 days or more.',
  );
  expect(github.written.map(({ path, body }) => [path, body])).toEqual([
    [
      '/git/trees',
      {
        base_tree: `tree-of-${'b'.repeat(40)}`,
        tree: [
          {
            path: 'main.ts',
            mode: '100644',
            type: 'blob',
            content: MAIN.replace("import { old } from './old';\n", '').replace(/.*old-export.*\n/, ''),
          },
        ],
      },
    ],
    ['/git/commits', expect.objectContaining({ tree: 'sha-1', parents: ['b'.repeat(40)] })],
    ['/git/refs', { ref: 'refs/heads/waf-remove-dashboard-waf-old-export', sha: 'sha-2' }],
    ['/pulls', expect.anything()],
  ]);
  expect(readFileSync('main.ts', 'utf8')).toBe(MAIN);
});

test('each exception gets a pull request of its own, which removes nothing else', async () => {
  await run([
    { id: 'old-export', reason: 'unused' },
    { id: 'export', reason: 'ended' },
  ]);
  expect(github.opened.map(({ head }) => head)).toEqual([
    'waf-remove-dashboard-waf-old-export',
    'waf-remove-dashboard-waf-export',
  ]);
  const contents = github.written
    .filter(({ path }) => path === '/git/trees')
    .map(({ body }) => (body['tree'] as { content: string }[])[0]?.content ?? '');
  expect(contents.map((text) => [text.includes("'old-export'"), text.includes("'export'")])).toEqual([
    [false, true],
    [true, false],
  ]);
});

test.each([
  ['open', { state: 'open', merged_at: null }, 'already removes it', 1],
  ['closed', { state: 'closed', merged_at: null }, 'was closed, so no new one is opened', 1],
  [
    'merged, and the exception is back',
    { state: 'closed', merged_at: '2026-01-01' },
    'opened pull request',
    2,
  ],
] as const)('one that is %s', async (_, state, said, pulls) => {
  await run([{ id: 'old-export', reason: 'unused' }]);
  Object.assign(github.opened[0] ?? {}, state);
  expect(await run([{ id: 'old-export', reason: 'unused' }])).toContain(said);
  expect(github.opened).toHaveLength(pulls);
});

test('what cannot be removed for sure is said, and the others go on', async () => {
  const log = await run([
    { id: 'everywhere', reason: 'unused' },
    { id: 'nowhere', reason: 'unused' },
    { id: 'old-export', reason: 'ended' },
  ]);
  expect(log).toMatch(
    /^everywhere: not removed: .*it is created in a loop\nnowhere: not removed: no .*\nold-export: opened/,
  );
  expect(github.opened).toHaveLength(1);
});

/** What GitHub makes of the requests, in a repository of git. */
function inGit(git: (...words: readonly string[]) => string, base: string): string {
  for (const { path, body } of github.written) {
    if (path === '/git/trees') {
      git('read-tree', base);
      for (const { path: file, mode, content } of body['tree'] as Record<
        'path' | 'mode' | 'content',
        string
      >[]) {
        writeFileSync('blob', content);
        git('update-index', '--cacheinfo', `${mode},${git('hash-object', '-w', 'blob')},${file}`);
      }
    } else if (path === '/git/refs') {
      const commit = git('commit-tree', git('write-tree'), '-p', base, '-m', 'Removal');
      git('update-ref', String(body['ref']), commit);
      return String(body['ref']);
    }
  }
  return '';
}

test('the branch differs from the main one by the removal alone, in a repository where the app is in a folder', async () => {
  const root = join(folder, 'repository');
  mkdirSync(join(root, 'waf'), { recursive: true });
  const git = (...words: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      cwd: root,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet');
  for (const name of ['package.json', 'cdktf.json', 'main.ts']) renameSync(name, join(root, 'waf', name));
  chmodSync(join(root, 'waf/main.ts'), 0o755);
  writeFileSync(join(root, 'README.md'), 'kept');
  git('add', '.');
  git('commit', '--quiet', '-m', 'First');
  const base = git('rev-parse', 'HEAD');
  process.chdir(join(root, 'waf'));
  await run([{ id: 'old-export', reason: 'unused' }], { GITHUB_SHA: base, GITHUB_WORKSPACE: root });
  const branch = inGit(
    (...words) => git(...words.map((word) => (word === 'blob' ? 'waf/blob' : word))),
    base,
  );
  expect(branch).toBe(`refs/heads/${github.opened[0]?.head ?? ''}`);
  expect(git('diff', '--raw', '--abbrev=4', base, branch)).toMatch(
    /^:100755 100755 \w+ \w+ M\twaf\/main\.ts$/,
  );
  expect(git('diff', '-U0', base, branch).match(/^[-+](?![-+]).*$/gm)).toEqual([
    "-import { old } from './old';",
    "-new WafException(waf, 'old-export', { from: old });",
  ]);
});

test('a branch that was left behind is moved', async () => {
  const ref = 'refs/heads/waf-remove-dashboard-waf-old-export';
  github.branches.set(ref, 'left-behind').set(`${ref}-two`, 'of another exception');
  expect(await run([{ id: 'old-export', reason: 'unused' }])).toContain('opened pull request');
  expect([...github.branches]).toEqual([
    [ref, 'sha-2'],
    [`${ref}-two`, 'of another exception'],
  ]);
});

test('names that are left without a use are in the text', async () => {
  writeFileSync(
    'main.ts',
    "const office = ['192.0.2.1'];\nnew WafException(waf, 'export', { from: office });\n",
  );
  await run([{ id: 'export', reason: 'ended', ended: '2026-03-31' }]);
  expect(github.opened[0]?.body).toContain('it applies to no request since 2026-03-31.');
  expect(github.opened[0]?.body).toContain('These are no longer used, and are left in place: `office`.');
});

test.each([
  '{}',
  '[{"id": "a"}]',
  '[{"id": "../x", "reason": "unused"}]',
  '[{"id": "a", "reason": "toString"}]',
  '[{"id": "a", "reason": "ended", "ended": "[x](y)"}]',
  '[null]',
])('REMOVALS %p is refused', async (text) => {
  await expect(run(text)).rejects.toThrow('REMOVALS must be the output `removals` of the drift step');
  expect(github.requests).toEqual([]);
});

test('REMOVALS that is empty is refused as not set', async () => {
  await expect(run('')).rejects.toThrow('REMOVALS is not set');
  expect(github.requests).toEqual([]);
});
