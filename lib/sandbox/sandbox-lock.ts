import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../errors';

/** Folders of sandboxes in this process: its id says nothing about them. */
const heldHere = new Set<string>();

/**
 * Makes sure that no other sandbox writes into the folder at the same time.
 *
 * @param directory a real path
 * @returns Gives the folder back.
 * @throws InputError `sandbox/in-use`
 */
export function lockSandboxFolder(directory: string): () => void {
  const file = join(directory, 'sandbox.pid');
  const inUse = (owner: number) =>
    new InputError('sandbox/in-use', {
      message: `another sandbox (process ${owner}) uses the folder \`${directory}\``,
      help: `wait for it, end it, or name another folder with --state; if that process is no sandbox, delete ${file}`,
    });
  if (heldHere.has(directory)) throw inUse(process.pid);
  while (!write(file)) {
    const owner = readPid(file);
    // Our own id in a file that we have not written is that of an earlier process: containers give the same ids again.
    if (owner !== undefined && owner !== process.pid && isRunning(owner)) throw inUse(owner);
    const newOwner = putAside(file, owner);
    if (newOwner !== undefined) throw inUse(newOwner);
  }
  heldHere.add(directory);
  const unlock = (): void => {
    process.off('exit', unlock);
    heldHere.delete(directory);
    if (readPid(file) === process.pid) rmSync(file, { force: true });
  };
  // Also after an error that nobody expected.
  process.on('exit', unlock);
  return unlock;
}

/** False if the file is there. It appears with its content: a file without a process id would count as left over. */
function write(file: string): boolean {
  const complete = `${file}.${process.pid}.new`;
  try {
    writeFileSync(complete, String(process.pid));
    linkSync(complete, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(complete, { force: true });
  }
}

/** Moves the file of an owner that is gone out of the way; gives the owner who took the folder in the meantime. */
function putAside(file: string, gone: number | undefined): number | undefined {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    const moved = readPid(aside);
    if (moved === gone) return undefined;
    linkSync(aside, file);
    return moved;
  } catch (error) {
    // Somebody else has moved it, and may have taken the folder: look again.
    if (['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
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
