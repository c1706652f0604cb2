import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isObject, isString, parseJson } from '../json';
import { MAX_ROWS, newest } from './traffic';

/** Events, or requests, on the disk: a line of JSON for each, so that one more costs one line, however many there are. */
export class RowLog<Row extends { readonly zoneTag: string }> {
  private lines = 0;

  constructor(private readonly file: string) {}

  /** The newest rows. A line that cannot be read is left out: a crash tears the last one. */
  read(): readonly Row[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, 'utf8').split('\n').filter(isRow);
    return newest(lines).map((line) => JSON.parse(line) as Row);
  }

  /** Writes all of them again, beside the old file: a reader or a crash sees the old rows or these. */
  rewrite(rows: readonly Row[]): void {
    mkdirSync(dirname(this.file), { recursive: true });
    const temporary = `${this.file}.${process.pid}.tmp`;
    writeFileSync(temporary, linesOf(rows));
    renameSync(temporary, this.file);
    this.lines = rows.length;
  }

  /**
   * Adds rows at the end.
   *
   * @param kept what is kept with them; written again where the file has grown to twice the most rows
   */
  append(added: readonly Row[], kept: readonly Row[]): void {
    if (added.length === 0) return;
    if (this.lines + added.length > 2 * MAX_ROWS) {
      this.rewrite(kept);
      return;
    }
    appendFileSync(this.file, linesOf(added));
    this.lines += added.length;
  }
}

function linesOf(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

function isRow(line: string): boolean {
  try {
    const value = parseJson(line);
    return isObject(value) && isString(value['zoneTag']);
  } catch {
    return false;
  }
}
