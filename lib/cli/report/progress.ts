import { statSync } from 'node:fs';
import type { EvidenceInput } from '../../evidence';

/** A smaller file is read too fast to notice. */
const LARGE = 100_000_000;
const EVERY_MS = 200;
const WIDTH = 30;

/** The input, whose reading draws a bar on a terminal: for large files only, and on standard error. */
export function withProgress(
  input: EvidenceInput,
  stream: NodeJS.WriteStream = process.stderr,
): EvidenceInput {
  const size = stream.isTTY ? sizeOf(input.name) : 0;
  if (size < LARGE) return input;
  return {
    name: input.name,
    bytes: async function* () {
      let read = 0;
      let drawn = 0;
      for await (const piece of input.bytes()) {
        read += piece.length;
        if (Date.now() - drawn >= EVERY_MS) {
          drawn = Date.now();
          stream.write(`\r${bar(read / size)}`);
        }
        yield piece;
      }
      // The line is the answer's again.
      stream.write('\r\u001b[K');
    },
  };
}

/** 0 of what is no file, or cannot be looked at: to say so is left to who reads it. */
function sizeOf(name: string): number {
  try {
    return statSync(name).size;
  } catch {
    return 0;
  }
}

function bar(part: number): string {
  const done = Math.min(WIDTH, Math.floor(part * WIDTH));
  return `[${'#'.repeat(done)}${' '.repeat(WIDTH - done)}] ${Math.min(100, Math.floor(part * 100))} %`;
}
