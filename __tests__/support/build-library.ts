import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { transformFileSync } from '@swc/core';

const REPOSITORY = resolve(__dirname, '../..');

/**
 * Compiles `lib`, file by file, for a test whose programs load a part that the package does not export.
 *
 * @returns The folder, whose parent is in the place of the repository. It is removed after the tests of the file.
 */
export function buildLibrary(): string {
  // The program asks for its own package by name: its folder is inside of it.
  const builds = join(REPOSITORY, '.waf-sandbox');
  mkdirSync(builds, { recursive: true });
  const build = mkdtempSync(join(builds, 'build-'));
  afterAll(() => {
    rmSync(build, { recursive: true, force: true });
  });
  // Messages link to the pages of its version.
  cpSync(join(REPOSITORY, 'package.json'), join(build, 'package.json'));
  for (const entry of readdirSync(join(REPOSITORY, 'lib'), { recursive: true, encoding: 'utf8' })) {
    const source = join(REPOSITORY, 'lib', entry);
    const target = join(build, 'lib', entry);
    if (extname(entry) === '') continue;
    mkdirSync(dirname(target), { recursive: true });
    if (extname(entry) === '.ts') writeFileSync(target.replace(/ts$/, 'js'), compile(source));
    else cpSync(source, target);
  }
  return join(build, 'lib');
}

function compile(file: string): string {
  const { code } = transformFileSync(file, {
    swcrc: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  return code;
}
