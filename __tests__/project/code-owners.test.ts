import { dirname, join } from 'node:path';
import { codeBlocks } from './markdown';
import { importsOf, projectFiles, read, sourceFiles } from './source-files';

/** What no step with a token runs or reads: tests, pages, and stacks of others. */
const WITHOUT_TOKEN = ['.ci', '__tests__', 'benchmarks', 'docs', 'examples'];

/** What the steps with a token run: the command line, and the app. */
const ENTRIES = ['lib/cli/main.ts', 'main.ts'];

const PAGE = 'docs/workflows.md';
const [owners = ''] = codeBlocks(PAGE, read(PAGE))
  .filter(({ code }) => code.includes('.github/CODEOWNERS'))
  .map(({ code }) => code);
const PATTERNS = owners
  .split('\n')
  .filter((line) => line.startsWith('/'))
  .map((line) => line.split(/\s+/)[0] ?? '');

/** `/*` is every file in the root, `/lib/` whatever is below. */
function isOwned(path: string): boolean {
  return PATTERNS.some((pattern) =>
    pattern === '/*' ? !path.includes('/') : path.startsWith(pattern.slice(1)),
  );
}

/** The files that the entries import, and those import in turn. */
function loadedFrom(entries: readonly string[]): readonly string[] {
  const sources = new Set(sourceFiles());
  const loaded = new Set<string>();
  const open = [...entries];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (loaded.has(path)) continue;
    loaded.add(path);
    for (const name of importsOf(read(path)).filter((one) => one.startsWith('.'))) {
      const target = join(dirname(path), name);
      const found = [target, `${target}.ts`, join(target, 'index.ts')].find((one) => sources.has(one));
      if (found !== undefined) open.push(found);
    }
  }
  return [...loaded];
}

test('the code owners that the docs name own each file that is loaded beside a token', () => {
  const loaded = loadedFrom(ENTRIES);
  expect(loaded.length).toBeGreaterThan(300);
  expect(loaded.filter((path) => !isOwned(path))).toEqual([]);
});

test('CODEOWNERS has the patterns that the docs name', () => {
  const patterns = read('.github/CODEOWNERS')
    .split('\n')
    .filter((line) => line.startsWith('/'))
    .map((line) => line.split(/\s+/)[0]);
  expect(patterns).toEqual(PATTERNS);
});

test('the entries are those of the workflows, of npm and of cdktf.json', () => {
  const { scripts } = JSON.parse(read('package.json')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const { app } = JSON.parse(read('cdktf.json')) as { readonly app: string };
  expect(scripts['waf']).toContain(ENTRIES[0]);
  expect(app).toContain(ENTRIES[1]);
});

test('each file is owned, or stands where no step with a token looks', () => {
  const free = projectFiles().filter((path) => !isOwned(path));
  expect([...new Set(free.map((path) => path.replace(/\/.*/, '')))].sort()).toEqual(WITHOUT_TOKEN);
});

test.each([
  'locks/dashboard-waf.lock.hcl',
  'npm-shrinkwrap.json',
  '.swcrc',
  'cdktf.out/stacks/dashboard-waf/a.tf',
])('what is not there yet is owned: %s', (path) => {
  expect(isOwned(path)).toBe(true);
});
