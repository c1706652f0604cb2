import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A process and everything that it has started and that is still there, itself first. */
export function processTree(root: number): readonly number[] {
  const parents = parentsOfProcesses();
  const found = [root];
  // The list grows while it is walked.
  for (const parent of found) {
    for (const [pid, itsParent] of parents) if (itsParent === parent && !found.includes(pid)) found.push(pid);
  }
  return found;
}

/** Sends a signal to processes; those that are gone by then are no failure. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended in the meantime.
    }
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // What has ended and is not collected yet does not run.
    return !(existsSync('/proc/self/stat') ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '').includes(') Z ');
  } catch {
    return false;
  }
}

/** Every process of this machine, with its parent. */
function parentsOfProcesses(): readonly (readonly [pid: number, parent: number])[] {
  try {
    return existsSync('/proc/self/stat') ? fromProc() : fromPs();
  } catch {
    // Without either, the command alone is known.
    return [];
  }
}

function fromProc(): readonly (readonly [number, number])[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // The program's name is in parentheses, and may hold some itself.
      const [, parent] = /^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      return parent === undefined ? [] : [[Number(name), Number(parent)] as const];
    } catch {
      return [];
    }
  });
}

function fromPs(): readonly (readonly [number, number])[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    return [pid, parent] as const;
  });
}
