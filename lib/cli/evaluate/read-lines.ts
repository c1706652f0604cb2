import { isUtf8 } from 'node:buffer';
import { InputError } from '../../errors';

/** Longest line, in bytes without its end: a case holds an expression and one request, with its body at most. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = /^\ufeff/;

/**
 * The lines of a text in UTF-8, as soon as they are there: all that a chunk ends, together. A line feed ends a line; the
 * last one may lack it. In place of a line that cannot be read, there is the reason, and a byte order mark at the beginning is
 * left out. No more than one line is held.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly (string | InputError)[]> {
  const open = new OpenLine();
  let isFirst = true;
  for await (const chunk of chunks) {
    const lines: (string | InputError)[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      open.add(chunk.subarray(start, end));
      lines.push(open.close(isFirst));
      isFirst = false;
      start = end + 1;
    }
    open.add(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (open.length > 0) yield [open.close(isFirst)];
}

/** The line whose end has not come yet. */
class OpenLine {
  /** In bytes, those that were dropped included. */
  length = 0;
  private pieces: Uint8Array[] = [];

  add(piece: Uint8Array): void {
    this.length += piece.length;
    if (this.length > MAX_LINE_BYTES) this.pieces = [];
    else if (piece.length > 0) this.pieces.push(piece);
  }

  close(isFirst: boolean): string | InputError {
    const line = this.read(isFirst);
    this.pieces = [];
    this.length = 0;
    return line;
  }

  private read(isFirst: boolean): string | InputError {
    if (this.length > MAX_LINE_BYTES) {
      return new InputError('case/too-long', {
        message: `a line has at most ${MAX_LINE_BYTES} bytes, got: ${this.length}`,
        help: 'give a shorter body',
      });
    }
    const [only] = this.pieces;
    const bytes = this.pieces.length === 1 && only !== undefined ? only : Buffer.concat(this.pieces);
    if (!isUtf8(bytes))
      return new InputError('case/utf-8', {
        message: 'the line is not UTF-8',
        help: 'write bytes as arrays of numbers',
      });
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
    return isFirst ? text.replace(BYTE_ORDER_MARK, '') : text;
  }
}
