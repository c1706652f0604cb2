import { createReadStream, statSync } from 'node:fs';
import { docsPage, fileReason, InputError, show } from '../../errors';
import { filePieces, PIECE } from './file-pieces';

/** Something to read evidence from. */
export interface EvidenceInput {
  /** What sentences call it: the file, or `standard input`. */
  readonly name: string;
  /** Its bytes, plain or in gzip; asked for once. */
  bytes(): AsyncIterable<Buffer>;
}

/** A file; it is opened when it is read. */
export function fileInput(path: string): EvidenceInput {
  return {
    name: path,
    bytes: () => readable(path),
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

async function* readable(path: string): AsyncIterable<Buffer> {
  try {
    // A pipe, such as that of a shell's `<(...)`, may have nothing yet.
    const isFile = statSync(path).isFile();
    yield* isFile ? filePieces(path) : createReadStream(path, { highWaterMark: PIECE });
  } catch (error) {
    throw unreadable(path, fileReason(error));
  }
}

/** The error of an input that cannot be read at all. */
export function unreadable(name: string, reason: string): InputError {
  return new InputError('evidence/unreadable', {
    message: `${show(name)} cannot be read: ${reason}`,
    help: `give a file with events, logs, \`curl -i\` output or a HAR; ${docsPage('cli/diagnose.md')} lists the formats`,
  });
}
