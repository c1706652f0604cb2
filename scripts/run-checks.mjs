// Runs scripts of package.json side by side, one for each core, in the order given: the slowest first ends soonest. With
// --one-by-one they leave the other cores alone.
// Prints which one starts, how long it took and what it says, and fails if one fails.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';

const words = process.argv.slice(2);
const waiting = words.filter((word) => word !== '--one-by-one');
const lanes = words.includes('--one-by-one') ? 1 : availableParallelism();
await Promise.all(Array.from({ length: lanes }, runAll));

/** Runs one script after the other, as long as one waits. */
async function runAll() {
  for (let script = waiting.shift(); script !== undefined; script = waiting.shift()) await run(script);
}

async function run(script) {
  const startedAt = Date.now();
  console.log(`${script} ...`);
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
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
  if (code === 0) {
    console.log(`${script} ok (${seconds} s)`);
    return;
  }
  console.error(`${script} failed (${seconds} s)`);
  process.exitCode = 1;
}
