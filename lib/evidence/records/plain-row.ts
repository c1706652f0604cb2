/** A row of the request log that no rule ended, as its line writes it. It is valid until the next one is read. */
export interface PlainRow {
  /** Many lines, each byte as one character. */
  readonly text: string;
  /** Where the host is in the text: neither it nor the path is empty. */
  readonly host: Range;
  readonly path: Range;
  readonly edgeStatus: number;
  readonly originStatus: number;
  /** Empty if the row does not say it, and where the origin was asked. */
  readonly cacheStatus: string;
  readonly sampleInterval: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Reads the line between two places of a text; `undefined` for every line that is not surely such a row. */
type ReadPlainRow = (start: number, end: number) => PlainRow | undefined;

/**
 * Reads rows that no rule ended in a fraction of the time that parsing takes. A line that is written in another form, has an
 * escape or an object in it, or a rule that acted, is left to a parser.
 *
 * @param text Whole lines, each byte as one character. They are read in order.
 */
export function plainRows(text: string): ReadPlainRow {
  // Without escapes every quote is one of JSON itself, and without objects every name is one of the row.
  const escape = new Search(text, '\\');
  const object = new Search(text, '{');
  // Names as Logpush writes them, without the first quote: what begins with a quote is found last.
  const passed = new Search(text, 'SecurityAction":""');
  const host = new Search(text, 'ClientRequestHost":"');
  const path = new Search(text, 'ClientRequestPath":"');
  const edge = new Search(text, 'EdgeResponseStatus":');
  const origin = new Search(text, 'OriginResponseStatus":');
  const cache = new Search(text, 'CacheCacheStatus":"');
  const sampled = new Search(text, 'SampleInterval":');
  // One for all lines: a new object for each takes longer than reading it.
  const row = {
    text,
    host: { start: 0, end: 0 },
    path: { start: 0, end: 0 },
    edgeStatus: 0,
    originStatus: 0,
    cacheStatus: '',
    sampleInterval: 1,
  };
  return (start, end) => {
    if (text.charCodeAt(start) !== OPEN || text.charCodeAt(end - 1) !== CLOSE) return undefined;
    if (escape.from(start) < end || object.from(start + 1) < end) return undefined;
    if (passed.near(start, end) < 0) return undefined;
    if (!setRange(row.host, text, host.near(start, end))) return undefined;
    if (!setRange(row.path, text, path.near(start, end))) return undefined;
    row.edgeStatus = number(text, edge.near(start, end));
    row.originStatus = number(text, origin.near(start, end));
    row.sampleInterval = sampled.from(start) < end ? number(text, sampled.end) : 1;
    if (!isStatus(row.edgeStatus) || !isStatus(row.originStatus) || row.sampleInterval < 1) return undefined;
    row.cacheStatus = row.originStatus === 0 && cache.from(start) < end ? quoted(text, cache.end) : '';
    return row;
  };
}

function isStatus(value: number): boolean {
  return value >= 0 && value <= 999;
}

/** How much nearer to the start of its line a name may be than it was in any line before. */
const SLACK = 32;

/** Looks for the next place of a word, and looks no further as long as that place is still ahead. */
class Search {
  private begun = 0;
  private found = -1;
  private nearest = Infinity;

  constructor(
    private readonly text: string,
    private readonly word: string,
  ) {}

  /** Where the word is found at or behind the place. */
  from(place: number): number {
    if (place < this.begun || place > this.found) {
      const found = this.text.indexOf(this.word, place);
      this.begun = place;
      this.found = found < 0 ? Infinity : found;
    }
    return this.found;
  }

  /** Behind the word that was found last. */
  get end(): number {
    return this.found + this.word.length;
  }

  /** Behind the word in a line, or -1: it is looked for first where lines before had it. */
  near(start: number, end: number): number {
    const hint = this.nearest === Infinity ? 0 : Math.max(0, this.nearest - SLACK);
    let found = this.from(start + hint);
    if (found >= end && hint > 0) found = this.from(start);
    if (found >= end) return -1;
    this.nearest = Math.min(this.nearest, found - start);
    return found + this.word.length;
  }
}

const [OPEN, CLOSE, COMMA, ZERO] = [0x7b, 0x7d, 0x2c, 0x30];

/** Gives the range of the text that begins here; false if there is none, or an empty one. */
function setRange(range: { start: number; end: number }, text: string, start: number): boolean {
  if (start < 0) return false;
  range.start = start;
  range.end = text.indexOf('"', start);
  return range.end > start;
}

/** The text that begins here. */
function quoted(text: string, start: number): string {
  return text.slice(start, text.indexOf('"', start));
}

/** The digits that begin here; -1 if there are none, or another value. */
function number(text: string, start: number): number {
  if (start < 0) return -1;
  let value = 0;
  let end = start;
  for (let code = text.charCodeAt(end); isDigit(code); code = text.charCodeAt(++end))
    value = value * 10 + code - ZERO;
  const after = text.charCodeAt(end);
  return end > start && (after === COMMA || after === CLOSE) ? value : -1;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9;
}
