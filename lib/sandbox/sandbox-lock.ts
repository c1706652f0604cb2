import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, show } from '../errors';

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
      message: `another sandbox (process ${owner}) uses the folder ${show(directory)}`,
      help: `wait for it, end it, or name another folder with --state; if that process is not a sandbox, delete ${file}`,
    });
  if (heldHere.has(directory)) throw inUse(process.pid);
  // Our own id in a file that we have not written is that of an earlier process: containers give the same ids again.
  const own: Owner = `${process.pid} ${randomUUID()}`;
  const other = take(file, own);
  if (other !== undefined) throw inUse(other);
  heldHere.add(directory);
  const unlock = (): void => {
    process.off('exit', unlock);
    heldHere.delete(directory);
    giveBack(file, own);
  };
  // Also after an unexpected error.
  process.on('exit', unlock);
  return unlock;
}

/** What a lock holds: a process id, and a text that no other lock of that id holds. */
type Owner = string;

/**
 * Takes a lock, or gives the process that has it.
 *
 * The file never goes away while someone may want it: that of an owner who is gone is replaced in one step, and only by the
 * process that holds a second lock, named for that owner. Whoever gets the second lock after the replacement finds another
 * owner in the file, and begins again. A second lock whose own owner is gone is taken over in the same way.
 */
function take(file: string, own: Owner): number | undefined {
  for (;;) {
    if (write(file, own)) return undefined;
    const owner = read(file);
    // Given back in this moment.
    if (owner === undefined) continue;
    const pid = runningPid(owner);
    if (pid !== undefined) return pid;
    const succession = `${file}.${nameOf(owner)}`;
    const successor = take(succession, own);
    if (successor !== undefined) return successor;
    try {
      if (read(file) !== owner) continue;
      replace(file, own);
      return undefined;
    } finally {
      giveBack(succession, own);
    }
  }
}

/** False if the file is there. It appears with its content: a file without a process id would count as left over. */
function write(file: string, own: Owner): boolean {
  return withComplete(file, own, (complete) => {
    try {
      linkSync(complete, file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  });
}

function replace(file: string, own: Owner): void {
  withComplete(file, own, (complete) => {
    renameSync(complete, file);
  });
}

/** Runs `action` with a file of our own beside that one, which holds the owner. */
function withComplete<T>(file: string, own: Owner, action: (complete: string) => T): T {
  const complete = `${file}.${nameOf(own)}.new`;
  try {
    writeFileSync(complete, own);
    return action(complete);
  } finally {
    rmSync(complete, { force: true });
  }
}

/** Only what is ours: a user may have deleted the file, and someone else taken the folder. */
function giveBack(file: string, own: Owner): void {
  if (read(file) === own) rmSync(file, { force: true });
}

function read(file: string): Owner | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A piece of a file name that stands for this owner; what someone wrote by hand has no text of its own. */
function nameOf(owner: Owner): string {
  return owner.replace(/[^0-9a-f]+/g, '-').slice(0, 60);
}

/** The id of the owner's process; `undefined` if it is gone, or if the file holds none. */
function runningPid(owner: Owner): number | undefined {
  const pid = Number(owner.split(' ', 1)[0]);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // EPERM: it runs, and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? pid : undefined;
  }
}
