import { closeSync, openSync, readSync } from 'node:fs';

/** Large pieces: a log of a gigabyte has a thousand of them. */
export const PIECE = 1024 * 1024;

/** Pieces that were given back: new memory for each costs more than to read into it. */
const spare: Buffer[] = [];
const own = new WeakSet<Buffer>();

/** The bytes of a file, read while nothing else is done: that is what there is to do, and waiting for each piece costs more. */
// eslint-disable-next-line @typescript-eslint/require-await -- as other inputs are read
export async function* filePieces(path: string): AsyncIterable<Buffer> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const piece = spare.pop() ?? newPiece();
      const size = readSync(file, piece);
      if (size === 0) return;
      yield size < PIECE ? piece.subarray(0, size) : piece;
    }
  } finally {
    closeSync(file);
  }
}

function newPiece(): Buffer {
  const piece = Buffer.allocUnsafeSlow(PIECE);
  own.add(piece);
  return piece;
}

/** Lets the memory of a piece be used again, whatever input it is of. Nobody may look at it after that. */
export function giveBack(piece: Buffer): void {
  if (own.has(piece)) spare.push(piece);
}
