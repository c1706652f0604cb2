import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Folder of the repository. */
export const ROOT = join(__dirname, '..', '..');

/** Every file that is in the repository or would be with the next commit, by its path from {@link ROOT}. */
export function projectFiles(): readonly string[] {
  const words = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  // A file that was deleted and not yet committed is still listed.
  const isFile = (path: string) => lstatSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile() === true;
  return listed.filter((path) => path !== '' && isFile(path)).sort();
}

/** The files that are TypeScript or JavaScript. */
export function sourceFiles(): readonly string[] {
  return projectFiles().filter((path) => /\.[cm]?[jt]s$/.test(path));
}

/** The text of a file of the repository. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** What the text of a module imports, by `import`, `export ... from`, `import()` or `require()`. */
export function importsOf(text: string): readonly string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}
