// Changes the code of one folder of lib in small ways, one at a time, and looks whether its unit tests fail.
//
//   npm run mutation -- rules-language [--share 0.1] [--files 'parse/*'] [--concurrency 2]
//
// Prints each change that no test sees, and the score. What it finds stays in .mutation, so that the next run tries again
// only what the code or the tests have changed since.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

/** The tests of a folder that are not in its mirror below __tests__. */
const TESTS = {
  coexistence: ['coexistence', 'constructs'],
  trace: ['trace', 'testing'],
  'review/meaning': ['review'],
};
/** Tests that take seconds for what others notice, too: they would run again for nearly every change. */
const SLOW =
  /(?:brute-force|digest|hostile-texts|many-zones|markdown-size|quota|round-trip|terraform-text)\.test\.ts$/;
/** A change that makes a test this much slower is an endless loop, even on a busy machine. */
const TIMEOUT_MS = 120_000;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    share: { type: 'string', default: '1' },
    files: { type: 'string', default: '**/*' },
    concurrency: { type: 'string', default: '1' },
  },
});
const [folder] = positionals;
if (folder === undefined || positionals.length > 1) {
  throw new Error('name one folder of lib, such as "npm run mutation -- rules-language"');
}
const share = Number(values.share);
if (!(share > 0 && share <= 1)) throw new Error(`--share ${values.share}: give a number above 0, up to 1`);
process.env['WAF_MUTATION_SHARE'] = String(share);

const results = `.mutation/${folder.replaceAll('/', '-')}`;
process.env['WAF_MUTATION_TESTS'] = JSON.stringify(testFiles().map((file) => ({ name: nameOf(file), file })));

await new Stryker({
  mutate: [`lib/${folder}/${values.files}.ts`],
  testRunner: 'jest',
  jest: {
    config: {
      testMatch: ['<rootDir>/scripts/mutation-tests.cjs'],
      roots: ['lib', '__tests__', 'scripts'],
      testEnvironment: './scripts/mutation-environment.cjs',
      // It would run for each change. The environment does what unit tests need of it.
      globalSetup: null,
    },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  // A change of a table that is built when its file loads needs every test: tables are held by tests of their own.
  ignoreStatic: true,
  plugins: [
    '@stryker-mutator/jest-runner',
    './scripts/mutation-sample.mjs',
    './scripts/mutation-survivors.mjs',
  ],
  ignorers: ['sample'],
  ignorePatterns: ['/examples', '/.mutation'],
  disableTypeChecks: false,
  incremental: true,
  incrementalFile: `${results}.json`,
  tempDirName: '.mutation/tmp',
  reporters: ['survivors', 'clear-text', 'progress-append-only', 'html'],
  htmlReporter: { fileName: `${results}.html` },
  clearTextReporter: { allowColor: false, reportTests: false, reportMutants: false },
  concurrency: Number(values.concurrency),
  timeoutMS: TIMEOUT_MS,
  dryRunTimeoutMinutes: 60,
}).runMutationTest();

/** The test files of the folder, without the slow ones. */
function testFiles() {
  return (TESTS[folder] ?? [folder]).flatMap((tests) =>
    readdirSync(join('__tests__', tests), { recursive: true })
      .filter((file) => file.endsWith('.test.ts') && !SLOW.test(file))
      .sort()
      .map((file) => `${tests}/${file}`),
  );
}

/**
 * What the tests of a file are called, whose titles need to differ within a file only. A file that has changed has another
 * name, so that the next run does not take its tests for those of before.
 */
function nameOf(file) {
  const hash = createHash('sha256').update(readFileSync(join('__tests__', file)));
  return `${file} ${hash.digest('hex').slice(0, 8)}`;
}
