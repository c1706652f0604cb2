// Runs scripts of package.json side by side, which takes as long as the slowest. Prints what each one says when it ends,
// and fails if one fails.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Runs a script, and tells whether it passed. */
async function passes(script) {
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  process.stdout.write(output);
  process.stderr.write(errors);
  if (code !== 0) console.error(`${script} failed`);
  return code === 0;
}

const results = await Promise.all(process.argv.slice(2).map(passes));
process.exitCode = results.every(Boolean) ? 0 : 1;
