/** Takes a line without its end, and its number from 1; the number is not known where lines were searched for. */
type TakeLine = (line: Buffer, number: number | undefined) => void;

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Lines of an input, one after the other, whole, whatever pieces its bytes come in. Empty lines count and are not taken. */
export async function eachLine(bytes: AsyncIterable<Buffer>, take: TakeLine): Promise<void> {
  let number = 0;
  const takeNext = (line: Buffer): void => {
    number++;
    const end = line.at(-1) === RETURN ? line.length - 1 : line.length;
    if (end > 0) take(line.subarray(0, end), number);
  };
  await eachRun(bytes, (run) => {
    for (let start = 0; start < run.length;) {
      const found = run.indexOf(NEWLINE, start);
      const end = found < 0 ? run.length : found;
      takeNext(run.subarray(start, end));
      start = end + 1;
    }
  });
}

/** As much as is made a text at once: its parts are short-lived, as memory is where they are made. */
const TEXT_BYTES = 64 * 1024;

/**
 * Lines as {@link eachLine} has them, but for those that a reader takes from a text of many lines, each byte as one character:
 * that is several times as fast as to handle each.
 *
 * @param readerOf Makes the reader of a text: it takes the line between two places, or says false.
 */
export async function eachLineLeft(
  bytes: AsyncIterable<Buffer>,
  readerOf: (text: string) => (start: number, end: number) => boolean,
  take: TakeLine,
): Promise<void> {
  let number = 0;
  await eachRun(bytes, (run) => {
    for (let from = 0; from < run.length;) {
      const to = endOfLines(run, from);
      const text = run.toString('latin1', from, to);
      const isTaken = readerOf(text);
      for (let start = 0; start < text.length;) {
        const newline = text.indexOf('\n', start);
        const next = newline < 0 ? text.length : newline;
        const end = text.charCodeAt(next - 1) === RETURN ? next - 1 : next;
        number++;
        if (end > start && !isTaken(start, end)) take(run.subarray(from + start, from + end), number);
        start = next + 1;
      }
      from = to;
    }
  });
}

/** The end of the lines that a text of about the usual size holds, and of one line at least. */
function endOfLines(run: Buffer, from: number): number {
  if (run.length - from <= TEXT_BYTES) return run.length;
  const last = run.lastIndexOf(NEWLINE, from + TEXT_BYTES);
  const newline = last >= from ? last : run.indexOf(NEWLINE, from);
  return newline < 0 ? run.length : newline + 1;
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
      const start = run.lastIndexOf(NEWLINE, found) + 1;
      const newline = run.indexOf(NEWLINE, found);
      const end = newline < 0 ? run.length : newline;
      take(run.subarray(start, run[end - 1] === RETURN ? end - 1 : end), undefined);
      needles.forEach((needle, index) => {
        const at = next[index] ?? -1;
        if (at >= 0 && at < end) next[index] = run.indexOf(needle, end);
      });
    }
  });
}

/** Calls with runs of whole lines: the line between two pieces is a run of its own, so that nothing is copied but that. */
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
    rest = last + 1 < piece.length ? [piece.subarray(last + 1)] : [];
  }
  if (rest.length > 0) take(Buffer.concat(rest));
}
