import { createReadStream } from 'node:fs';
import { fileReason, InputError, show } from '../../errors';

/** Something to read evidence from. */
export interface EvidenceInput {
  /** What sentences call it: the file, or `standard input`. */
  readonly name: string;
  /** Its bytes, plain or in gzip; asked for once. */
  bytes(): AsyncIterable<Buffer>;
}

/** Large pieces: a log of a gigabyte has a thousand of them. */
const PIECE = 1024 * 1024;

/** A file; it is opened when it is read. */
export function fileInput(path: string): EvidenceInput {
  return {
    name: path,
    bytes: () => readable(path, createReadStream(path, { highWaterMark: PIECE })),
  };
}

/** Standard input. */
export function standardInput(stream: AsyncIterable<Buffer> = process.stdin): EvidenceInput {
  return { name: 'standard input', bytes: () => stream };
}

/** A text that is in memory already. */
export function textInput(name: string, text: string | Buffer): EvidenceInput {
  return {
    name,
    // eslint-disable-next-line @typescript-eslint/require-await -- as the other inputs are read
    bytes: async function* () {
      yield Buffer.from(text as string);
    },
  };
}

async function* readable(path: string, stream: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw unreadable(path, fileReason(error));
  }
}

/** The error of an input that cannot be read at all. */
export function unreadable(name: string, reason: string): InputError {
  return new InputError('evidence/unreadable', {
    message: `${show(name)} cannot be read: ${reason}`,
    help: 'give a file with events, logs, `curl -i` output or a HAR; docs/cli/diagnose.md lists the formats',
  });
}
