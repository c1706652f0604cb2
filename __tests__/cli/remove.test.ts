import { readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { removeCommand } from '../../lib/cli/commands/remove';
import { folderWith, run } from './stack-folder';

const MAIN = `import { Skip, WafException, ZoneWaf } from 'waf-exceptions';

const waf = new ZoneWaf(stack, 'waf', { namespace: 'dashboard' });

new WafException(waf, 'export', {
  skip: Skip.allManagedRules(),
});
`;

const repository = process.cwd();
afterEach(() => {
  process.chdir(repository);
});

function project(files: Readonly<Record<string, string>> = {}): string {
  const folder = folderWith({
    'package.json': '{}',
    'cdktf.json': '{"app": "npx ts-node main.ts"}',
    '.prettierrc': '{"singleQuote": true}',
    'main.ts': MAIN,
    '__tests__/a.test.ts': "\ntest('export', () => {});\n",
    'b.test.ts': "test('export-two', () => {});\n",
    ...files,
  });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  process.chdir(folder);
  return folder;
}

const main = (folder: string): string => readFileSync(join(folder, 'main.ts'), 'utf8');

test('removes the exception, keeps the file formatted, and names what is left to do', async () => {
  const folder = project();
  const { stdout, exitCode } = await run(removeCommand(), 'wafx__dashboard__export');
  expect(stdout).toBe(
    'main.ts: removed export, lines 5 to 7\n  still created in main.ts, no longer as `waf`: ZoneWaf\n  still named in __tests__/a.test.ts:2\n\nNext, run npm test, then plan. The review shows which requests are inspected again.\n',
  );
  expect(main(folder)).toBe(
    "import { ZoneWaf } from 'waf-exceptions';\n\nnew ZoneWaf(stack, 'waf', { namespace: 'dashboard' });\n",
  );
  expect(exitCode).toBeUndefined();
});

test('a file in another form stays in it', async () => {
  const text = MAIN.replace("'waf', {", '"waf",   {');
  const folder = project({ 'main.ts': text });
  await run(removeCommand(), 'export');
  expect(main(folder)).toContain('"waf",   {');
});

test('removes all or none', async () => {
  const folder = project();
  await expect(run(removeCommand(), 'export', 'other')).rejects.toThrow("'other'");
  expect(main(folder)).toBe(MAIN);
});

test('the name that status shows is one, and a rule of another namespace is not touched', async () => {
  const folder = project();
  for (const word of ['wafx__other__export', 'other/export']) {
    await expect(run(removeCommand(), word)).rejects.toThrow('does not name the namespace `other`');
  }
  expect(main(folder)).toBe(MAIN);
  await run(removeCommand(), 'dashboard/export');
  expect(main(folder)).not.toContain('WafException');
});

test.each(['../x', 'a/b/c', 'A', 'wafx__dashboard__', ''])('%p is no id', async (word) => {
  project();
  await expect(run(removeCommand(), word)).rejects.toThrow('this is not the id of an exception');
});
