import { Fields } from '../records/fields';
import { isLoggedRequest } from '../records/logged-request';
import { plainKey } from '../spelling/key';
import { sameBytes, viewOf } from './bytes';
import { endOfValue } from './json-bytes';

/**
 * Fields by their names in lower case and without marks. Some have another beside them: where that one is a number from 1 on or a
 * path, they do not matter.
 */
export type FieldNames = ReadonlyMap<string, string | undefined>;

const [QUOTE, COMMA, SLASH, ONE, NINE, COLON] = [0x22, 0x2c, 0x2f, 0x31, 0x39, 0x3a];
const [OPEN, CLOSE] = [0x7b, 0x7d];

/**
 * The keys of a row of the request log, in their order, and what stands around them. Every row of a Logpush job has the same
 * ones, so that what is left to read of a row are its values.
 */
export class RowLayout {
  private readonly columns: number;
  /** What begins a row and each further value, such as `{"RayID":` and `,"ClientIP":`, and where each of them begins. */
  private readonly text: DataView;
  private readonly textStarts: Int32Array;
  private readonly valueStarts: Int32Array;
  private readonly valueEnds: Int32Array;

  /** The layout of a row of the request log; `undefined` for other lines, and where a parser has to say what it means. */
  static of(line: Buffer): RowLayout | undefined {
    const keys = keysOf(line);
    // Of two keys for a field, the last one counts.
    if (new Set(keys.map(plainKey)).size < keys.length || keys.includes('dimensions')) return undefined;
    const fields = new Fields(Object.fromEntries(keys.map((key) => [key, ''])));
    // With an action its values say whether it is an event.
    return fields.has('action') || !isLoggedRequest(fields) ? undefined : new RowLayout(keys);
  }

  private constructor(private readonly keys: readonly string[]) {
    this.columns = keys.length;
    const texts = keys.map((key, index) => Buffer.from(`${index === 0 ? '{' : ','}"${key}":`));
    this.text = viewOf(Buffer.concat(texts));
    this.textStarts = new Int32Array(this.columns + 1);
    texts.forEach(({ length }, index) => {
      this.textStarts[index + 1] = (this.textStarts[index] ?? 0) + length;
    });
    this.valueStarts = new Int32Array(this.columns);
    this.valueEnds = new Int32Array(this.columns);
  }

  /** Reads the row that begins here, in whole lines: the place behind it, or -1 if it has another layout. */
  read(bytes: Buffer, view: DataView, start: number): number {
    const { columns, textStarts, valueStarts, valueEnds } = this;
    let at = start;
    let textStart = 0;
    for (let column = 0; column < columns; column++) {
      const textEnd = textStarts[column + 1] ?? 0;
      const size = textEnd - textStart;
      if (at + size > bytes.length || !sameBytes(view, at, this.text, textStart, size)) return -1;
      at += size;
      textStart = textEnd;
      valueStarts[column] = at;
      at = endOfValue(bytes, at);
      if (at < 0) return -1;
      valueEnds[column] = at;
    }
    return bytes[at] === CLOSE ? at + 1 : -1;
  }

  /** What finds the values of these fields in the row that was read last. */
  values(names: FieldNames): Values {
    const plain = this.keys.map(plainKey);
    const columns = plain.flatMap((name, column) => {
      if (!names.has(name)) return [];
      const other = names.get(name);
      return [
        { column, beside: other === undefined ? -1 : plain.indexOf(other), key: this.keys[column] ?? '' },
      ];
    });
    return new Values(columns, this.valueStarts, this.valueEnds);
  }
}

interface Column {
  readonly column: number;
  /** The column beside it, or -1. */
  readonly beside: number;
  readonly key: string;
}

/**
 * Some values of the row that was read last, as words of four bytes, by which their kind is known. The first word says by its bits
 * which of the fields were found: one may not matter beside another. For each of them follow the length of its value and the words
 * of it from the last one on; the one that it begins in may have bytes of its key too, which are the same in each row.
 */
export class Values {
  words = new Int32Array(1024);
  /** How many words there are. */
  size = 0;
  private readonly of: Int32Array;
  private readonly beside: Int32Array;

  constructor(
    private readonly columns: readonly Column[],
    private readonly valueStarts: Int32Array,
    private readonly valueEnds: Int32Array,
  ) {
    this.of = Int32Array.from(columns, ({ column }) => column);
    this.beside = Int32Array.from(columns, ({ beside }) => beside);
  }

  /** Finds them, after a row was read. */
  find(bytes: Buffer, view: DataView): void {
    const { of, beside, valueStarts, valueEnds } = this;
    let { words } = this;
    let shape = 0;
    let size = 1;
    for (let index = 0; index < of.length; index++) {
      const other = beside[index] ?? -1;
      if (other >= 0 && isNumberOrPath(bytes, valueStarts[other] ?? 0)) continue;
      const column = of[index] ?? 0;
      const start = valueStarts[column] ?? 0;
      const end = valueEnds[column] ?? 0;
      if (size + 2 + (end - start) / 4 > words.length) words = this.growTo(2 * size + end - start);
      shape |= 1 << index;
      words[size++] = end - start;
      for (let at = end - 4; at > start - 4; at -= 4) words[size++] = view.getInt32(at, true);
    }
    words[0] = shape;
    this.size = size;
  }

  private growTo(size: number): typeof this.words {
    const words = new Int32Array(size);
    words.set(this.words);
    this.words = words;
    return words;
  }

  /** The fields that were found. */
  fields(bytes: Buffer): Fields {
    const members = this.columns
      .filter((_, index) => ((this.words[0] ?? 0) >> index) % 2 !== 0)
      .map(
        ({ column, key }) =>
          `"${key}":${bytes.toString('utf8', this.valueStarts[column], this.valueEnds[column])}`,
      );
    return new Fields(JSON.parse(`{${members.join(',')}}`) as object);
  }
}

function isNumberOrPath(bytes: Buffer, start: number): boolean {
  const first = bytes[start] ?? 0;
  return (first >= ONE && first <= NINE) || (first === QUOTE && bytes[start + 1] === SLASH);
}

/** The keys of an object that is the whole line; none if it is another line, or has a key with an escape. */
function keysOf(line: Buffer): readonly string[] {
  // A value never ends the bytes.
  const bytes = Buffer.concat([line, Buffer.from('\n')]);
  const keys: string[] = [];
  for (let at = 0; bytes[at] === (at === 0 ? OPEN : COMMA);) {
    const colon = endOfValue(bytes, at + 1);
    const key = bytes.toString('utf8', at + 2, colon - 1);
    if (bytes[at + 1] !== QUOTE || bytes[colon] !== COLON || key.includes('\\')) return [];
    keys.push(key);
    at = endOfValue(bytes, colon + 1);
    if (bytes[at] === CLOSE) return at + 1 === line.length ? keys : [];
  }
  return [];
}
