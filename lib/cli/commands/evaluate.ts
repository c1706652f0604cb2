import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { answerCase } from '../evaluate/answer-case';
import { readLines } from '../evaluate/read-lines';
import { examples } from '../examples';
import { EXIT_USAGE } from '../exit-codes';

/** `waf evaluate` */
export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description(
      'Evaluate cases from standard input, one line of JSON each, with one verdict or error per line',
    )
    .addHelpText('after', examples('waf evaluate < cases.ndjson > answers.ndjson'))
    .addHelpText(
      'after',
      '\nA case: {"expr": ..., "ctx": {field: value, ...}} or {"expr": ..., "request": {"method": ..., "url": ...}}.\n\nExit code: 0 every line has an answer, 2 a wrong option, or the output was closed early.',
    )
    .action(async () => {
      try {
        await pipeline(process.stdin, answers, process.stdout, { end: false });
      } catch (error) {
        // Whoever read the answers has enough of them.
        if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
        process.exitCode = EXIT_USAGE;
      }
    });
}

/** The answers of each chunk together: a write for each line would take longer than the answers. */
async function* answers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const lines of readLines(chunks)) {
    yield lines.map((line) => `${answerCase(line)}\n`).join('');
  }
}
