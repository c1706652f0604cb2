/** A line of an output with its own end, and where it begins. */
export interface CurlLine {
  readonly text: string;
  readonly number: number;
  /** In characters of the output. */
  readonly start: number;
  /** Behind the end of the line. */
  readonly end: number;
}

/**
 * The text of an output of curl: its lines, and where a body of a known length ends. What a tool has rewritten, such as a
 * shell that writes its own ends of lines, has no exact lengths any more.
 */
export class CurlText {
  readonly lines: readonly CurlLine[];
  private readonly isRewritten: boolean;
  private readonly hasForeignLineEnds: boolean;

  constructor(private readonly text: string) {
    const lines: CurlLine[] = [];
    for (let start = 0; start <= text.length;) {
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length + 1 : newline + 1;
      const line = text.slice(start, newline < 0 ? text.length : newline).replace(/\r$/, '');
      lines.push({ text: line, number: lines.length + 1, start, end });
      start = end;
    }
    this.lines = lines;
    this.isRewritten = text.includes('\ufffd');
    this.hasForeignLineEnds = !/(?:^|[^\r])\n/.test(text);
  }

  /** Whether the lengths that heads name are those of the text. */
  get hasLengths(): boolean {
    return !this.isRewritten && !this.hasForeignLineEnds;
  }

  /** Where a body that begins here ends after so many bytes; `undefined` if that is not known, or the text ends before. */
  endOfBody(start: number, bytes: number): number | undefined {
    if (this.isRewritten) return undefined;
    // No character has fewer bytes than code units.
    const rest = Buffer.from(this.text.slice(start, start + bytes));
    if (rest.length < bytes) return undefined;
    const body = rest.subarray(0, bytes).toString();
    if (body.includes('\ufffd') || (this.hasForeignLineEnds && body.includes('\n'))) return undefined;
    return start + body.length;
  }

  /** How many bytes there are from here to the end, but for blanks. */
  bytesLeft(start: number): number {
    return Buffer.byteLength(this.text.slice(start).trimEnd());
  }

  slice(start: number, end: number): string {
    return this.text.slice(start, end);
  }
}
