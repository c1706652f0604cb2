import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Folders that hold no code of the project. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'coverage', 'cdktf.out']);

/** Tests that name an exception: `file:line` of the first place in each. */
export function mentions(directory: string, id: string): readonly string[] {
  const word = new RegExp(`(?<![\\w-])${id}(?![\\w-])`);
  return testFiles(directory)
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n') }))
    .map(({ file, lines }) => ({ file, line: lines.findIndex((line) => word.test(line)) + 1 }))
    .filter(({ line }) => line > 0)
    .map(({ file, line }) => `${relative(directory, file)}:${line}`);
}

function testFiles(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: false }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      return LEFT_OUT.has(entry.name) || entry.name.startsWith('.') ? [] : testFiles(path);
    }
    return entry.isFile() && /\.(?:test|spec)\.[cm]?tsx?$/.test(entry.name) ? [path] : [];
  });
}
