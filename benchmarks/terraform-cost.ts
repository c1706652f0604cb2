import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a command took. */
export interface Cost {
  /** Seconds that passed. */
  readonly wall: number;
  /** Seconds of the processor, user and system, its child processes included. */
  readonly processor: number;
  readonly output: string;
}

/** Runs a command in Bash and counts what it costs. */
export async function costOf(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Cost> {
  const script = `TIMEFORMAT='%R %U %S'; time ${command} 2>&1`;
  const options = { cwd, env, maxBuffer: 1 << 26 };
  const { stdout, stderr } = await promisify(execFile)('bash', ['-ec', script], options);
  const [wall = NaN, user = NaN, system = NaN] = (stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  return { wall, processor: user + system, output: stdout };
}

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}
