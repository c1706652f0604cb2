import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { environmentRedactor, escapeControls } from '../../errors';
import { commandEnvironment } from './command-environment';

/** How a command ended. */
export interface CommandResult {
  readonly code: number;
  /** Both streams, line by line, safe on a terminal. */
  readonly output: string;
}

/** How to run a command. */
export interface CommandOptions {
  /** What the step got; the command gets it without what is not its own. */
  readonly environment: NodeJS.ProcessEnv;
  /** What the step adds for this command. */
  readonly extra?: NodeJS.ProcessEnv;
  /** Takes each line as it comes. */
  readonly write: (text: string) => void;
}

/** Runs a program without a shell and shows its lines as they come. */
export function runCommand(
  program: string,
  words: readonly string[],
  { environment, extra, write }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const env = { ...commandEnvironment(environment), ...extra };
    const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const redact = environmentRedactor(environment);
    let output = '';
    const show = (line: string): void => {
      const safe = `${redact(escapeControls(stripVTControlCharacters(line).replaceAll('\t', '  ')))}\n`;
      output += safe;
      write(safe);
    };
    const ends = [child.stdout, child.stderr].map((stream) => readLines(stream, show));
    child.on('error', (error) => {
      resolve({ code: 127, output: `${program} cannot be run: ${error.message}\n` });
    });
    child.on('close', (code) => {
      void Promise.all(ends).then(() => {
        resolve({ code: code ?? 1, output });
      });
    });
  });
}

function readLines(stream: Readable, take: (line: string) => void): Promise<void> {
  return new Promise((done) => {
    createInterface({ input: stream, crlfDelay: Infinity }).on('line', take).on('close', done);
  });
}
