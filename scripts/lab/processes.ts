import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

/** How a program runs. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** How a command ended, and what it printed on both streams. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** How long a program may take to end when it is asked to, in milliseconds. */
const GRACE_MS = 5_000;

/**
 * The programs that the lab has started. Each is the leader of a group of its own, with all that it starts: a Ctrl-C of
 * the terminal does not end them in any order, and none of them is left over.
 */
export class Processes {
  private readonly running = new Set<ChildProcess>();
  private isClosed = false;

  constructor() {
    // The last resort, after an unexpected error.
    process.on('exit', this.killAll);
  }

  /** Starts a program that goes on, with its output in a file. */
  start(program: string, words: readonly string[], log: string, options: RunOptions = {}): ChildProcess {
    const file = openSync(log, 'a');
    try {
      return this.spawn(program, words, { ...options, stdio: ['ignore', file, file] });
    } finally {
      closeSync(file);
    }
  }

  /** Runs a command to its end. */
  run(program: string, words: readonly string[], options: RunOptions = {}): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const child = this.spawn(program, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
      const chunks: Buffer[] = [];
      child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.on('error', reject);
      child.on('close', (code, signal) => {
        const output = stripVTControlCharacters(Buffer.concat(chunks).toString());
        resolve({ code: code ?? (signal === null ? 1 : 128), output });
      });
    });
  }

  /** Asks a program and all that it has started to end, and waits until they have. */
  async stop(child: ChildProcess): Promise<void> {
    signal(child, 'SIGTERM');
    const until = Date.now() + GRACE_MS;
    while (isThere(child) && Date.now() < until) await wait(20);
    signal(child, 'SIGKILL');
    while (isThere(child)) await wait(20);
    this.running.delete(child);
  }

  /** Ends what is still there, the newest first; nothing is started after that. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const child of [...this.running].reverse()) await this.stop(child);
    process.off('exit', this.killAll);
  }

  readonly killAll = (): void => {
    for (const child of this.running) signal(child, 'SIGKILL');
  };

  private spawn(
    program: string,
    words: readonly string[],
    options: RunOptions & { readonly stdio: ['ignore', 'pipe' | number, 'pipe' | number] },
  ): ChildProcess {
    if (this.isClosed) throw new Error(`the lab is closed, and starts no ${program}`);
    const child = spawn(program, words, { ...options, detached: true });
    this.running.add(child);
    // What it has started and left behind still counts.
    child.on('exit', () => {
      if (!isThere(child)) this.running.delete(child);
    });
    return child;
  }
}

/** Sends a signal to a program and all that it has started. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch {
    // They have ended in the meantime.
  }
}

function isThere({ pid }: ChildProcess): boolean {
  try {
    if (pid !== undefined) process.kill(-pid, 0);
    return pid !== undefined;
  } catch {
    return false;
  }
}
