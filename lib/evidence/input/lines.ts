import { giveBack } from './file-pieces';
/** Takes a line without its end, and its number from 1; the number is not known where lines were searched for. */
type TakeLine = (line: Buffer, number: number | undefined) => void;

/** Takes the line that begins at a place, by its number from 1, and gives the place of its newline; or -1 if it leaves it. */
export type TakeLineAt = (start: number, number: number) => number;

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Lines of an input, one after the other, whole, whatever pieces its bytes come in. Empty lines count and are not taken. */
export async function eachLine(bytes: AsyncIterable<Buffer>, take: TakeLine): Promise<void> {
  await eachLineLeft(bytes, () => () => -1, take);
}

/**
 * Lines as {@link eachLine} has them, but for those that a reader takes where they are.
 *
 * @param readerOf Makes the reader of these bytes, which are whole lines.
 */
export async function eachLineLeft(
  bytes: AsyncIterable<Buffer>,
  readerOf: (run: Buffer) => TakeLineAt,
  take: TakeLine,
): Promise<void> {
  let number = 0;
  await eachRun(bytes, (run) => {
    const takeAt = readerOf(run);
    for (let start = 0; start < run.length;) {
      number++;
      let newline = takeAt(start, number);
      if (newline < 0) {
        newline = run.indexOf(NEWLINE, start);
        takeBetween(run, start, newline, number, take);
      }
      start = newline + 1;
    }
  });
}

/**
 * The lines that hold one of the needles: the bytes are searched before anything else is done with a line, which is several
 * times as fast as reading each.
 */
export async function eachLineWith(
  bytes: AsyncIterable<Buffer>,
  needles: readonly Buffer[],
  take: TakeLine,
): Promise<void> {
  await eachRun(bytes, (run) => {
    const next = needles.map((needle) => run.indexOf(needle));
    for (;;) {
      const found = Math.min(...next.map((at) => (at < 0 ? Infinity : at)));
      if (found === Infinity) return;
      const newline = run.indexOf(NEWLINE, found);
      takeBetween(run, run.lastIndexOf(NEWLINE, found) + 1, newline, undefined, take);
      needles.forEach((needle, index) => {
        const at = next[index] ?? -1;
        if (at >= 0 && at < newline) next[index] = run.indexOf(needle, newline);
      });
    }
  });
}

/** Takes the line between two places, if there is something in it. */
function takeBetween(
  run: Buffer,
  start: number,
  newline: number,
  number: number | undefined,
  take: TakeLine,
): void {
  const end = run[newline - 1] === RETURN ? newline - 1 : newline;
  if (end > start) take(run.subarray(start, end), number);
}

/**
 * Calls with runs of whole lines, each with its newline, also the last one: the line between two pieces is a run of its own, so
 * that nothing is copied but that. A run is only valid until the call is over.
 */
async function eachRun(bytes: AsyncIterable<Buffer>, take: (run: Buffer) => void): Promise<void> {
  let rest: Buffer[] = [];
  for await (const piece of bytes) {
    const last = piece.lastIndexOf(NEWLINE);
    if (last < 0) {
      rest.push(piece);
      continue;
    }
    let start = 0;
    if (rest.length > 0) {
      start = piece.indexOf(NEWLINE) + 1;
      take(Buffer.concat([...rest, piece.subarray(0, start)]));
    }
    if (start <= last) take(piece.subarray(start, last + 1));
    rest = last + 1 < piece.length ? [Buffer.from(piece.subarray(last + 1))] : [];
    giveBack(piece);
  }
  if (rest.length > 0) take(Buffer.concat([...rest, Buffer.from('\n')]));
}
