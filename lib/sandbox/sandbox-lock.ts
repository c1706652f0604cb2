import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../errors';

/**
 * Makes sure that no other sandbox writes into the folder at the same time.
 *
 * @returns Gives the folder back.
 * @throws InputError `sandbox/in-use`
 */
export function lockSandboxFolder(directory: string): () => void {
  const file = join(directory, 'sandbox.pid');
  const owner = readPid(file);
  // Our own id in a file that we have not written yet is that of an earlier process: containers give the same ids again.
  if (owner !== undefined && owner !== process.pid && isRunning(owner)) {
    throw new InputError('sandbox/in-use', {
      message: `another sandbox (process ${owner}) uses the folder \`${directory}\``,
      help: 'wait for it, end it, or name another folder with --state',
    });
  }
  rmSync(file, { force: true });
  writeFileSync(file, String(process.pid), { flag: 'wx' });
  return () => {
    rmSync(file, { force: true });
  };
}

function readPid(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
