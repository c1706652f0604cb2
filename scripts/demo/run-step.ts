import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import colors from 'picocolors';
import { fail, indent, quote } from './story';

/** How a command of the story runs. */
export interface StepOptions {
  /** Lines of its output that the reader should see. @default - none */
  readonly keep?: RegExp;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Seconds after which a log without a terminal says that the command is still running. */
const SIGN_OF_LIFE_S = 10;

/** Runs a command, shows that it works, shows the lines that matter, and gives its whole output. */
export async function runStep(words: readonly [string, ...string[]], options: StepOptions): Promise<string> {
  const startedAt = Date.now();
  const seconds = (): string => ((Date.now() - startedAt) / 1000).toFixed(1);
  const stop = showProgress(words.join(' '), startedAt);
  const { code, output } = await run(words, options);
  stop();
  if (code !== 0) {
    console.error(indent(output));
    fail(`\`${words.join(' ')}\` ended with exit code ${code} after ${seconds()} s`);
  }
  for (const line of output.split('\n')) {
    const [kept] = options.keep?.exec(line) ?? [];
    if (kept !== undefined) quote(kept);
  }
  console.log(colors.dim(`     (${seconds()} s)`));
  return output;
}

function run(
  [program, ...words]: readonly [string, ...string[]],
  options: StepOptions,
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const append = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', append);
    child.stderr.on('data', append);
    child.on('error', (error) => {
      resolve({ code: 127, output: error.message });
    });
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output: stripVTControlCharacters(output) });
    });
  });
}

/** A running clock on a terminal; in a log a line now and then, for a command that takes long. */
function showProgress(title: string, startedAt: number): () => void {
  const elapsed = (): number => Math.floor((Date.now() - startedAt) / 1000);
  if (process.stdout.isTTY) {
    const timer = setInterval(() => {
      process.stdout.write(`\r\u001b[2K     ${colors.dim(`${title} ... ${elapsed()} s`)}`);
    }, 200);
    return () => {
      clearInterval(timer);
      process.stdout.write('\r\u001b[2K');
    };
  }
  const timer = setInterval(() => {
    console.log(`     ${title} ... ${elapsed()} s`);
  }, SIGN_OF_LIFE_S * 1000);
  return () => {
    clearInterval(timer);
  };
}
