// Runs Jest with the words of the command line, and the other checks beside it, one after the other: no processor waits. A
// check that fails ends the tests. The summary of the tests is the last line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'waf-tests-'));
const summary = join(folder, 'summary');
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

const CHECKS = ['check:code', 'check:format', 'check:unused'];
const jest = start(['node_modules/jest/bin/jest.js', ...process.argv.slice(2)], {
  TEST_SUMMARY_FILE: summary,
});
const checks = start(['scripts/run-checks.mjs', '--one-by-one', ...CHECKS]);

const [checked, tested] = await Promise.all([
  ended(checks).then((code) => {
    if (code !== 0) jest.kill();
    return code;
  }),
  ended(jest),
]);
process.exitCode = checked === 0 && tested === 0 ? 0 : 1;
if (existsSync(summary)) process.stdout.write(readFileSync(summary, 'utf8'));

function start(words, environment = {}) {
  return spawn(process.execPath, words, { stdio: 'inherit', env: { ...process.env, ...environment } });
}

async function ended(child) {
  const [code] = await once(child, 'close');
  return code;
}
