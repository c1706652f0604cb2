import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError, show } from '../../errors';
import { isRunning, processTree, signalAll } from './process-tree';

const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const;

/** How long the command may take to end after a signal, in milliseconds. */
const GRACE_MS = 10_000;

/**
 * A command in the foreground, and what ends it. A signal goes to the command and to all that it has started; what is
 * still there ten seconds later, or when a second signal comes, is killed. The caller goes on after that, and cleans up.
 */
export class Foreground {
  private command: number | undefined;
  private received: NodeJS.Signals | undefined;
  /** What got the signal. */
  private signalled: readonly number[] = [];

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.take);
    // Someone who reads no longer, such as `head`, must not end this process before it has cleaned up.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', ignore);
    // The last resort, after an unexpected error.
    process.on('exit', this.kill);
  }

  /**
   * Runs a command and gives its exit code.
   *
   * @throws InputError `sandbox/command`
   */
  async run([program, ...words]: [string, ...string[]], environment: NodeJS.ProcessEnv): Promise<number> {
    if (this.received !== undefined) return codeOf(this.received);
    const cannotRun = (error: Error) =>
      new InputError('sandbox/command', {
        message: `the command cannot be run, got: ${show(program)} (${error.message})`,
        help: 'write waf sandbox -- <command>, with a program that is on the PATH',
      });
    try {
      const child = spawn(program, words, { stdio: 'inherit', env: environment });
      this.command = child.pid;
      return await new Promise<number>((resolve, reject) => {
        child.on('error', (error) => {
          // Without an id it was not started; with one only a signal could not be sent.
          if (child.pid === undefined) reject(error);
        });
        child.on('exit', (code, signal) => {
          resolve(code ?? codeOf(signal ?? 'SIGTERM'));
        });
      });
    } catch (error) {
      throw cannotRun(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.command = undefined;
      await this.survivors();
    }
  }

  /** Gives the signals back. */
  close(): void {
    for (const signal of SIGNALS) process.off(signal, this.take);
    process.off('exit', this.kill);
  }

  private readonly take = (signal: NodeJS.Signals): void => {
    // A terminal sends these to the command as well; a second one would make Terraform stop without care. A shell in the
    // sandbox goes on after Ctrl-C.
    if ((signal === 'SIGINT' || signal === 'SIGQUIT') && this.command !== undefined && isAtTerminal()) return;
    const isFirst = this.received === undefined;
    this.received ??= signal;
    if (this.command === undefined) return;
    this.signalled = [...new Set([...this.signalled, ...processTree(this.command)])];
    signalAll(this.signalled, isFirst ? signal : 'SIGKILL');
    if (isFirst) setTimeout(this.kill, GRACE_MS).unref();
  };

  private readonly kill = (): void => {
    const tree = this.command === undefined ? [] : processTree(this.command);
    signalAll([...new Set([...this.signalled, ...tree])], 'SIGKILL');
  };

  /** Waits for what the command has started, if a signal ended it. */
  private async survivors(): Promise<void> {
    const until = Date.now() + GRACE_MS;
    while (this.signalled.some(isRunning) && Date.now() < until) await wait(50);
    signalAll(this.signalled, 'SIGKILL');
    this.signalled = [];
  }
}

function isAtTerminal(): boolean {
  return [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
}

/** As shells tell it. */
function codeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

function ignore(): void {
  // Nothing can be said any more.
}
