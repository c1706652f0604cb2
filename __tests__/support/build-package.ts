import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const REPOSITORY = resolve(__dirname, '../..');

/** Names the folder of the run's build, in which nothing is before the first test asks for it. */
const FOLDER = 'WAF_TEST_BUILD';

/** Makes the place of the run's build. Gives what removes it. */
export function shareBuild(): () => void {
  // The program asks for its own package by name: its folder is inside of it.
  const builds = join(REPOSITORY, '.waf-sandbox');
  mkdirSync(builds, { recursive: true });
  const folder = mkdtempSync(join(builds, 'build-'));
  process.env[FOLDER] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}

/**
 * Builds the package as it is published, without its declarations: once in a run, for the first test file that asks.
 *
 * @returns The folder of the build, which is `dist` in the package.
 */
export function buildPackage(): string {
  const folder = process.env[FOLDER] ?? '';
  const build = join(folder, 'dist');
  if (existsSync(build)) return build;
  const own = mkdtempSync(join(folder, 'own-'));
  const words = [join(REPOSITORY, 'scripts/build.mjs'), '--no-types', '--into', own];
  execFileSync(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    renameSync(own, build);
  } catch (error) {
    // Another test file was faster; the builds are the same.
    if (!existsSync(build)) throw error;
  }
  return build;
}

/**
 * The program that a user installs, for tests that start it: with ts-node each start would compile the sources again. What is
 * typed in this repository, `npm run waf`, is held by the tests that start it a few times.
 *
 * @returns The program, for `node`.
 */
export function buildWaf(): string {
  return join(buildPackage(), 'waf.js');
}
