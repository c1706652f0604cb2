import { createInterface } from 'node:readline/promises';
import { InputError } from '../errors';

/** A question on a terminal. */
export interface AskedQuestion {
  readonly question: string;
  /** What an empty answer stands for. */
  readonly preset: string | undefined;
  /** Takes the answer, or throws an InputError that says what is wrong with it: it is asked again. */
  readonly take: (answer: string) => void;
}

/**
 * Asks questions, one after the other, each until its answer is taken.
 *
 * @throws InputError `ask/ended` if the input ends before
 */
export async function ask(
  questions: readonly AskedQuestion[],
  { input = process.stdin, output = process.stderr }: AskedStreams = {},
): Promise<void> {
  const terminal = createInterface({ input, output });
  const ended = new AbortController();
  terminal.on('close', () => {
    ended.abort();
  });
  try {
    for (const { question, preset, take } of questions) {
      const prompt = `${question}${preset === undefined ? '' : ` [${preset}]`}: `;
      for (let isTaken = false; !isTaken;) {
        const answer = (await terminal.question(prompt, { signal: ended.signal })).trim() || preset;
        if (answer === undefined) {
          output.write('an answer is needed; Ctrl-C cancels\n');
          continue;
        }
        try {
          take(answer);
          isTaken = true;
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          output.write(`${error.message}\n`);
        }
      }
    }
  } catch (error) {
    if (!ended.signal.aborted) throw error;
    throw new InputError('ask/ended', {
      message: 'cancelled before all questions were answered; nothing was written',
      help: 'run it again, or pass the answers as options',
    });
  } finally {
    terminal.close();
  }
}

interface AskedStreams {
  readonly input?: NodeJS.ReadableStream;
  readonly output?: NodeJS.WritableStream;
}
